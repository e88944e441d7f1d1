package io.facestream.chaos;

import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Small frames of cameras before which one person after another stands for less than a second. Photographs of faces are pasted on a
 * plain ground; the same photographs, and the same frames, serve again and again.
 */
final class VisitFrames {
    private static final List<String> ENROLLED = List.of(
            "audrey.jpg",
            "obama4_crop.jpg",
            "walter2_crop.jpg",
            "fragrance-George-Clooney-main_crop.jpg",
            "chuck_crop.jpg");
    private static final List<String> STRANGERS = List.of("kim1_crop.jpg", "ri_1_crop.jpg", "bill-murray-snl_crop.jpg");

    private static final int WIDTH = 480;
    private static final int HEIGHT = 270;
    private static final int FACE_HEIGHT = 96;
    private static final double AROUND = 1.9;
    private static final int FRAMES_A_VISIT = 7;
    private static final long FRAME_MILLIS = 120;
    private static final long VISIT_MILLIS = 4_000;
    private static final int QUALITY = 90;
    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");

    private VisitFrames() {}

    /** One frame of one camera. */
    record Frame(String camera, long capturedAtMillis, byte[] jpeg) {}

    /** Copies the pictures of those who are enrolled into {@code PERSON/*.jpg}. */
    static void writePeople(Path media, Path people) throws IOException {
        for (String photo : ENROLLED) {
            Path person = people.resolve(photo.replaceAll("[^A-Za-z].*", "").toLowerCase(java.util.Locale.ROOT));
            Files.createDirectories(person);
            Files.copy(media.resolve(photo), person.resolve(photo), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The frames of so many visits over some cameras, by capture time; nobody comes before the one before has left. */
    static List<Frame> of(Path media, int visits, List<String> cameras) throws IOException {
        List<List<byte[]>> people = new ArrayList<>();
        try (FaceAnalyzer analyzer =
                FaceAnalyzer.open(ModelStore.defaultPack(), Device.CPU, AnalyzerOptions.defaults())) {
            for (String photo : interleaved()) {
                people.add(frames(media.resolve(photo), analyzer));
            }
        }
        List<Frame> frames = new ArrayList<>();
        for (int visit = 0; visit < visits; visit++) {
            int number = visit % cameras.size();
            String camera = cameras.get(number);
            int turn = visit / cameras.size();
            long begin = BEGIN.toEpochMilli() + turn * VISIT_MILLIS;
            // another order at each camera: visits there are not copies of the first one's
            List<byte[]> jpegs = people.get((turn * (1 + 2 * (number % 2)) + number) % people.size());
            for (int i = 0; i < jpegs.size(); i++) {
                frames.add(new Frame(camera, begin + i * FRAME_MILLIS, jpegs.get(i)));
            }
        }
        frames.sort(Comparator.comparingLong(Frame::capturedAtMillis));
        return frames;
    }

    private static List<String> interleaved() {
        List<String> all = new ArrayList<>(ENROLLED);
        for (int i = 0; i < STRANGERS.size(); i++) {
            all.add(2 * i + 1, STRANGERS.get(i));
        }
        return all;
    }

    private static List<byte[]> frames(Path photo, FaceAnalyzer analyzer) throws IOException {
        try (Picture original = PictureReader.read(photo);
                Picture face = cut(original, analyzer, photo)) {
            List<byte[]> jpegs = new ArrayList<>();
            for (int i = 0; i < FRAMES_A_VISIT; i++) {
                try (Picture frame = ground()) {
                    paste(face, frame, (WIDTH - face.width()) / 2 + 4 * i, (HEIGHT - face.height()) / 2);
                    jpegs.add(Jpeg.encode(frame, QUALITY));
                }
            }
            return jpegs;
        }
    }

    private static Picture cut(Picture photo, FaceAnalyzer analyzer, Path name) throws IOException {
        FaceBox box = analyzer.detect(photo).stream()
                .map(DetectedFace::box)
                .max(Comparator.comparingDouble(FaceBox::area))
                .orElseThrow(() -> new IOException(name + ": no face (expected: one)"));
        double scale = FACE_HEIGHT / box.height();
        int side = (int) Math.min(AROUND * box.height(), Math.min(photo.width(), photo.height()));
        int left = clamp((int) (box.centreX() - side / 2.0), photo.width() - side);
        int top = clamp((int) (box.centreY() - side / 2.0), photo.height() - side);
        int scaled = (int) Math.round(side * scale);
        try (Picture region = photo.region(left, top, side, side)) {
            return region.scaled(scaled, scaled);
        }
    }

    private static int clamp(int value, int most) {
        return Math.max(0, Math.min(most, value));
    }

    private static Picture ground() {
        Picture ground = Picture.allocate(WIDTH, HEIGHT);
        ByteBuffer bytes = ground.bytes();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < 3 * WIDTH; x++) {
                bytes.put((byte) (90 + y / 4 + x / 24));
            }
        }
        return ground;
    }

    private static void paste(Picture from, Picture onto, int atX, int atY) {
        ByteBuffer source = from.bytes();
        ByteBuffer target = onto.bytes();
        byte[] row = new byte[3 * from.width()];
        for (int y = 0; y < from.height(); y++) {
            source.get(3 * from.width() * y, row);
            target.put(3 * (onto.width() * (atY + y) + atX), row);
        }
    }
}
