package io.facestream.facebank.enrolment;

import io.facestream.vision.Face;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.quality.FaceQuality;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/**
 * A face reader that finds what a picture's colour says: red tells the person, green the number of faces, blue the picture. It counts
 * how often it is asked.
 */
final class PaintedFaces implements FaceReader.Factory {
    static final TemplateModel MODEL = new TemplateModel(
            "f".repeat(64), "painted", 3, List.of(1e-3, 1e-4, 1e-5, 1e-6), List.of(0.335, 0.411, 0.477, 0.587));

    private static final FaceQuality GOOD = new FaceQuality(60, 150, 0.9f, 4, -3, 1, 0.5f, 0.8f);

    final AtomicInteger searched = new AtomicInteger();
    final AtomicInteger embedded = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();

    /** Writes a picture of a person, 8 x 8 pixels. */
    static void paint(Path file, int person, int faces, int picture) throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, person << 16 | faces << 8 | picture);
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    @Override
    public FaceReader open() {
        open.incrementAndGet();
        return new Reader();
    }

    private final class Reader implements FaceReader {
        @Override
        public List<Face> faces(Picture picture) {
            searched.incrementAndGet();
            int middle = 3 * (picture.width() * (picture.height() / 2) + picture.width() / 2);
            byte[] crop = new byte[Face.CROP_SIDE * Face.CROP_SIDE * 3];
            picture.bytes().get(middle, crop, 0, 3);
            List<Face> faces = new ArrayList<>();
            for (int i = 0; i < crop[1]; i++) {
                FaceBox box = new FaceBox(200 * i, 0, 120, 150 - 50 * i);
                faces.add(new Face(box, 1, new Landmarks(new float[10]), GOOD, crop));
            }
            return faces;
        }

        @Override
        public Embedding embed(byte[] crop) {
            embedded.incrementAndGet();
            return Vectors.of(crop[2] & 0xff, crop[0] & 0xff);
        }

        @Override
        public FaceQuality qualityOf(byte[] crop) {
            return GOOD;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
