package io.facestream.evaluate.pictures;

import io.facestream.vision.Face;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.picture.Canvas;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.Png;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The two aligned faces of a comparison side by side, with their pictures' names above and the answer below. */
public final class SidesPicture {
    private static final int SIDE = 3 * Face.CROP_SIDE;
    private static final int GAP = 8;
    private static final int NAME = 32;
    private static final int VERDICT = 56;
    private static final int GROUND = 0x20242a;
    private static final int SAME = 0x2fb457;
    private static final int DIFFERENT = 0xe0603a;

    private SidesPicture() {}

    /** As a PNG file's bytes. */
    public static byte[] png(FaceComparison comparison) {
        try (Picture sides = Picture.allocate(2 * SIDE + GAP, NAME + SIDE + VERDICT)) {
            sides.bytes().put(new byte[3 * sides.width() * sides.height()]);
            Canvas canvas = new Canvas(sides);
            canvas.banner(new FaceBox(0, 0, SIDE, NAME), fileName(comparison.a().name()), GROUND);
            canvas.banner(
                    new FaceBox(SIDE + GAP, 0, SIDE, NAME),
                    fileName(comparison.b().name()),
                    GROUND);
            paste(comparison.a().faces().get(comparison.chosenA()), sides, 0);
            paste(comparison.b().faces().get(comparison.chosenB()), sides, SIDE + GAP);
            canvas.banner(
                    new FaceBox(0, NAME + SIDE, sides.width(), VERDICT),
                    comparison.verdict(),
                    comparison.same() ? SAME : DIFFERENT);
            return Png.encode(sides);
        }
    }

    private static void paste(Face face, Picture target, int x) {
        try (Picture crop = Picture.allocate(Face.CROP_SIDE, Face.CROP_SIDE)) {
            crop.bytes().put(face.crop());
            try (Picture large = crop.scaled(SIDE, SIDE)) {
                ByteBuffer from = large.bytes();
                ByteBuffer to = target.bytes();
                byte[] row = new byte[3 * SIDE];
                for (int y = 0; y < SIDE; y++) {
                    from.get(3 * SIDE * y, row);
                    to.put(3 * (target.width() * (NAME + y) + x), row);
                }
            }
        }
    }

    private static String fileName(String path) {
        Path name = Path.of(path).getFileName();
        return name == null ? path : name.toString();
    }
}
