package io.facestream.evaluate.pictures;

import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.Face;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.quality.FaceQuality;
import io.facestream.vision.threshold.ShotFusion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes pictures of one person from a camera until there are enough that are fit to be enrolled. One thread. */
public final class Capture {
    /** Between two looks. */
    private static final long LOOK_EVERY_MILLIS = 200;

    private static final int QUALITY = 95;

    /** By how much more than its box a face is cut out, on each side, so that a detector finds it again. */
    private static final float PADDING = 0.6f;

    /**
     * What is wanted.
     *
     * @param person as given; the folder's name is made of it
     * @param people the folder with a folder a person
     * @param count of pictures
     * @param duration after which it ends, in media time for a file
     * @param whole whether the whole picture is kept, not only the face with what is around it
     */
    public record Wish(String person, Path people, int count, Duration duration, boolean whole) {
        public Wish {
            if (count < 1 || count > 1000) {
                throw new IllegalArgumentException("--count: " + count + " (expected: between 1 and 1000)");
            }
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("--duration: " + duration + " (expected: above 0)");
            }
            CaptureFolder.nameOf(person);
        }

        /** The name of the person's folder. */
        public String folderName() {
            return CaptureFolder.nameOf(person);
        }
    }

    /** A picture that was taken. */
    public record Shot(Path file, long atMillis, FaceQuality quality) {}

    /** Told after each look. */
    public interface Observer {
        /**
         * @param share of the source that is done, 0..1; -1 where its end is not known
         * @param shot null if none was taken
         */
        void looked(CaptureAdvice advice, double share, int taken, @Nullable Shot shot);
    }

    /**
     * What came of it.
     *
     * @param looks how often each advice was given
     * @param probe unit vector of all shots together; empty if there is none
     */
    public record Result(List<Shot> shots, Map<CaptureAdvice, Integer> looks, float[] probe) {
        public Result {
            shots = List.copyOf(shots);
        }
    }

    private final FaceFinder finder;
    private final Wish wish;
    private final Observer observer;
    private final ShotChoice choice;
    private final CaptureFolder folder;
    private final List<Shot> shots = new ArrayList<>();
    private final Map<CaptureAdvice, Integer> looks = new EnumMap<>(CaptureAdvice.class);
    private final ShotFusion fusion;

    private Capture(FaceFinder finder, Wish wish, Observer observer) throws IOException {
        this.finder = finder;
        this.wish = wish;
        this.observer = observer;
        this.choice = new ShotChoice(EnrolmentOptions.defaults(), finder.card());
        this.folder = new CaptureFolder(wish.people(), wish.folderName());
        this.fusion = ShotFusion.empty(finder.dimension());
    }

    /** Takes pictures until there are enough, the time is over, or the camera ends. */
    public static Result of(CameraSpec camera, Wish wish, FaceFinder finder, Observer observer) throws IOException {
        try (FrameGrabber grabber = FrameGrabber.of(camera)) {
            grabber.open();
            Capture capture = new Capture(finder, wish, observer);
            capture.run(grabber, camera.live());
            float[] probe = capture.shots.isEmpty() ? new float[0] : capture.fusion.probe();
            return new Result(capture.shots, capture.looks, probe);
        }
    }

    private void run(FrameGrabber grabber, boolean live) throws IOException {
        Clock clock = new Clock(grabber, live);
        Picture frame = null;
        try {
            while (shots.size() < wish.count() && grabber.decode()) {
                if (clock.millis() > wish.duration().toMillis()) {
                    break;
                }
                if (grabber.refusal().isPresent()) {
                    tell(CaptureAdvice.UNREADABLE, clock, null);
                    continue;
                }
                if (!clock.isTimeToLook()) {
                    continue;
                }
                frame = sized(frame, grabber);
                grabber.convert(frame);
                look(frame, clock);
                clock.looked();
            }
        } finally {
            if (frame != null) {
                frame.close();
            }
        }
    }

    /** A camera's own frames pile up while one is looked at; they are skipped by the wall's clock. A file's are counted by its own. */
    private final class Clock {
        private final FrameGrabber grabber;
        private final boolean live;
        private final long startNanos = System.nanoTime();
        private long nextMillis;

        Clock(FrameGrabber grabber, boolean live) {
            this.grabber = grabber;
            this.live = live;
        }

        long millis() {
            return live ? (System.nanoTime() - startNanos) / 1_000_000 : grabber.mediaTimeMillis();
        }

        boolean isTimeToLook() {
            return millis() >= nextMillis;
        }

        void looked() {
            nextMillis = millis() + LOOK_EVERY_MILLIS;
        }

        double share() {
            long length = live
                    ? -1
                    : Math.min(grabber.durationMillis(), wish.duration().toMillis());
            return length <= 0 ? -1 : Math.min(1, millis() / (double) length);
        }
    }

    private static Picture sized(@Nullable Picture frame, FrameGrabber grabber) {
        if (frame != null && frame.width() == grabber.width() && frame.height() == grabber.height()) {
            return frame;
        }
        if (frame != null) {
            frame.close();
        }
        return Picture.allocate(grabber.width(), grabber.height());
    }

    private void look(Picture frame, Clock clock) throws IOException {
        List<Face> faces = finder.facesOfFrame(frame);
        ShotChoice.Look look = choice.look(faces, frame.width(), frame.height(), clock.millis(), this::embed);
        Shot shot = null;
        if (look.face() != null && look.vector() != null) {
            fusion.add(look.vector(), look.face().quality().overall());
            Path file = folder.add(jpeg(frame, look.face().box()));
            shot = new Shot(file, clock.millis(), look.face().quality());
            shots.add(shot);
        }
        tell(look.advice(), clock, shot);
    }

    private void tell(CaptureAdvice advice, Clock clock, @Nullable Shot shot) {
        looks.merge(advice, 1, Integer::sum);
        observer.looked(advice, clock.share(), shots.size(), shot);
    }

    private Embedding embed(Face face) {
        return finder.embed(List.of(face)).get(0);
    }

    private byte[] jpeg(Picture frame, FaceBox face) {
        if (wish.whole()) {
            return Jpeg.encode(frame, QUALITY);
        }
        int left = Math.max(0, Math.round(face.x() - PADDING * face.width()));
        int top = Math.max(0, Math.round(face.y() - PADDING * face.height()));
        int right = Math.min(frame.width(), Math.round(face.x() + (1 + PADDING) * face.width()));
        int bottom = Math.min(frame.height(), Math.round(face.y() + (1 + PADDING) * face.height()));
        try (Picture cut = frame.region(left, top, right - left, bottom - top)) {
            return Jpeg.encode(cut, QUALITY);
        }
    }
}
