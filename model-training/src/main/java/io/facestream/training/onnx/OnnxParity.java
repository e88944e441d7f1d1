package io.facestream.training.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.facestream.training.TrainingException;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.NetBlock;
import java.util.List;
import java.util.Locale;

/**
 * How far a model in ONNX Runtime is from the network that it was made from.
 *
 * @param pictures that both saw
 * @param difference the largest of any value
 * @param magnitude the largest value
 * @param leastCosine of the two embeddings of any picture
 */
public record OnnxParity(int pictures, double difference, double magnitude, double leastCosine) {
    /** Relative difference above which a model is not handed out. */
    public static final double LIMIT = 1e-4;

    private static final int BATCH = 8;

    /** The largest difference as a share of the largest value. */
    public double relative() {
        return magnitude == 0 ? difference : difference / magnitude;
    }

    /** What was measured, unless it is too much.
     *
     * @throws TrainingException if it is
     */
    public OnnxParity checked() {
        // written so that not-a-number fails
        if (!(relative() <= LIMIT)) {
            throw new TrainingException(String.format(
                    Locale.ROOT,
                    "model: differs from its network by %.1e of its largest value (expected: at most %.0e)",
                    relative(),
                    LIMIT));
        }
        return this;
    }

    /**
     * Compares the embeddings of pictures.
     *
     * @param isNormalised whether the model brings its embeddings to length 1
     * @param pictures each [3, 112, 112], at least one
     */
    public static OnnxParity of(OrtModel model, boolean isNormalised, NetBlock block, List<float[]> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("pictures: none (expected: at least one)");
        }
        OnnxParity sum = new OnnxParity(0, 0, 0, 1);
        for (int from = 0; from < pictures.size(); from += BATCH) {
            float[] pixels = joined(pictures.subList(from, Math.min(from + BATCH, pictures.size())));
            float[][] wanted = embed(block, pixels);
            float[][] found = model.embed(pixels);
            for (int i = 0; i < wanted.length; i++) {
                float[] want = isNormalised ? normalised(wanted[i]) : wanted[i];
                sum = sum.with(want, found[i]);
            }
        }
        return sum;
    }

    /** Compares two models, a batch at a time. */
    static OnnxParity of(OrtModel wanted, OrtModel found, List<float[]> pictures) {
        OnnxParity sum = new OnnxParity(0, 0, 0, 1);
        for (int from = 0; from < pictures.size(); from += BATCH) {
            float[] pixels = joined(pictures.subList(from, Math.min(from + BATCH, pictures.size())));
            float[][] want = wanted.embed(pixels);
            float[][] have = found.embed(pixels);
            for (int i = 0; i < want.length; i++) {
                sum = sum.with(want[i], have[i]);
            }
        }
        return sum;
    }

    static float[] joined(List<float[]> pictures) {
        float[] pixels = new float[pictures.size() * OrtModel.PICTURE];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i), 0, pixels, i * OrtModel.PICTURE, OrtModel.PICTURE);
        }
        return pixels;
    }

    private static float[][] embed(NetBlock block, float[] pixels) {
        int batch = pixels.length / OrtModel.PICTURE;
        NDManager parent = block.arrays().values().iterator().next().getManager();
        try (NDManager manager = parent.newSubManager()) {
            NDArray in = manager.create(pixels, new Shape(batch, 3, Backbone.SIDE, Backbone.SIDE));
            NDArray out = block.embed(in);
            float[] values = out.toFloatArray();
            float[][] embeddings = new float[batch][values.length / batch];
            for (int i = 0; i < batch; i++) {
                System.arraycopy(values, i * embeddings[i].length, embeddings[i], 0, embeddings[i].length);
            }
            return embeddings;
        }
    }

    private static float[] normalised(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) (values[i] / Math.sqrt(squares));
        }
        return result;
    }

    private OnnxParity with(float[] wanted, float[] found) {
        if (wanted.length != found.length) {
            throw new TrainingException("model: gives " + found.length + " values (expected: " + wanted.length + ")");
        }
        double largest = difference;
        double size = magnitude;
        double product = 0;
        double wantedSquares = 0;
        double foundSquares = 0;
        for (int i = 0; i < wanted.length; i++) {
            // Math.max keeps a not-a-number
            largest = Math.max(largest, Math.abs((double) wanted[i] - found[i]));
            size = Math.max(size, Math.abs(wanted[i]));
            product += (double) wanted[i] * found[i];
            wantedSquares += (double) wanted[i] * wanted[i];
            foundSquares += (double) found[i] * found[i];
        }
        double cosine = product / Math.sqrt(wantedSquares * foundSquares);
        return new OnnxParity(pictures + 1, largest, size, Math.min(leastCosine, cosine));
    }
}
