package io.facestream.vision.align;

import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.InferenceSession;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.Outputs;
import io.facestream.vision.picture.FaceWarp;
import io.facestream.vision.picture.Picture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Finds five points in a box by a network that gives the 68 points of iBUG 300-W. Buffers are reused; one thread.
 *
 * <p>The square it looks at is the vendor's: side 1.1 s around the box's centre, moved up by 0.05 s (and so reaching 0.50 s above the
 * centre, 0.60 s below), where s is the root of the box's area. A square by the box's height costs 0.15 % of LFW.
 */
public final class LandmarkFinder implements AutoCloseable {
    private static final double LEFT = 0.55;
    private static final double ABOVE = 0.50;
    private static final double SIDE = 1.1;
    private static final int POINTS = 68;
    private static final int[] LEFT_EYE = {37, 38, 40, 41};
    private static final int[] RIGHT_EYE = {43, 44, 46, 47};
    private static final int[] NOSE = {30};
    private static final int[] LEFT_MOUTH = {48, 60};
    private static final int[] RIGHT_MOUTH = {54, 64};
    private static final int[][] FIVE = {LEFT_EYE, RIGHT_EYE, NOSE, LEFT_MOUTH, RIGHT_MOUTH};

    private final InferenceSession session;
    private final int side;
    private final FaceWarp warp;
    private final FloatBuffer patch;

    private LandmarkFinder(InferenceSession session, int side) {
        this.session = session;
        this.side = side;
        this.warp = new FaceWarp(side);
        this.patch = ByteBuffer.allocateDirect(side * side * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    public static LandmarkFinder open(LocatedModel model, Device device) {
        ModelCard card = model.card();
        ModelCard.Input input = card.input();
        if (card.family() != ModelCard.Family.LANDMARKS68 || input.channels() != 1 || input.width() != input.height()) {
            throw new IllegalArgumentException(
                    "landmarks " + card.id() + ": family " + card.family() + ", " + input.width() + " x "
                            + input.height() + " x " + input.channels() + " (expected: landmarks68, a grey square)");
        }
        return new LandmarkFinder(InferenceSession.open(model, device), input.width());
    }

    /** The five points of the face in a box. */
    public Landmarks find(Picture picture, FaceBox box) {
        double size = Math.sqrt(box.area());
        double x = box.centreX() - LEFT * size;
        double y = box.centreY() - ABOVE * size;
        warp.cutGrey(picture, x, y, SIDE * size, patch);
        float[] five = new float[2 * FIVE.length];
        try (Outputs outputs = session.run(patch, 1, 1, side, side)) {
            FloatBuffer values = outputs.values(0);
            if (values.limit() != 2 * POINTS) {
                throw new IllegalStateException(
                        "landmarks: " + values.limit() + " values (expected: " + 2 * POINTS + ")");
            }
            for (int i = 0; i < FIVE.length; i++) {
                for (int point : FIVE[i]) {
                    five[2 * i] += values.get(2 * point) / FIVE[i].length;
                    five[2 * i + 1] += values.get(2 * point + 1) / FIVE[i].length;
                }
                five[2 * i] = (float) (x + five[2 * i] * SIDE * size);
                five[2 * i + 1] = (float) (y + five[2 * i + 1] * SIDE * size);
            }
        }
        return new Landmarks(five);
    }

    @Override
    public void close() {
        warp.close();
        session.close();
    }
}
