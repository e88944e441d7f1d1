package io.facestream.training.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.NetBlock.Moments;
import io.facestream.training.net.TensorSpec.Role;
import io.facestream.training.net.Weights;
import io.facestream.training.onnx.Dataflow.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a network whose normalisations were folded away, as that of most published models, statistics again, so that it can be trained: the
 * running mean and variance of each become those of what really goes into it, and its scale and shift follow, so that what the network
 * computes in use does not change, and what it computes in training on the pictures measured with is the same.
 *
 * <p>A normalisation whose factor is fixed at 1 stays as it is: no statistics but its own leave it that factor.
 */
public final class BatchNormUnfolding {
    private BatchNormUnfolding() {}

    /**
     * The network's values with the statistics of some pictures.
     *
     * @param manager of the engine, that intermediate values are made with
     * @param pictures each [3, 112, 112]; a hundred and more, as they come in training
     * @param batch how many go through the network at once
     */
    public static Weights unfold(Layer layer, Weights weights, NDManager manager, List<float[]> pictures, int batch) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        try (NetBlock block = new NetBlock(layer, weights, manager)) {
            for (int from = 0; from < pictures.size(); from += batch) {
                List<float[]> some = pictures.subList(from, Math.min(from + batch, pictures.size()));
                measure(block, some)
                        .forEach((path, moments) -> sums.computeIfAbsent(path, key -> new Sum(moments.mean().length))
                                .add(moments, some.size()));
            }
        }
        Map<String, float[]> values = new LinkedHashMap<>(weights.values());
        for (Operation operation : Dataflow.of(layer).operations()) {
            if (operation.layer() instanceof Layer.BatchNorm norm && norm.learnsScale()) {
                Sum sum = sums.get(operation.path());
                if (sum == null) {
                    throw new IllegalArgumentException("pictures: none (expected: at least one)");
                }
                move(operation, norm.epsilon(), sum, weights, values);
            }
        }
        return new Weights(values);
    }

    private static Map<String, Moments> measure(NetBlock block, List<float[]> pictures) {
        NDManager parent = block.arrays().values().iterator().next().getManager();
        try (NDManager manager = parent.newSubManager()) {
            NDArray in = manager.create(
                    OnnxParity.joined(pictures), new Shape(pictures.size(), 3, Backbone.SIDE, Backbone.SIDE));
            return block.moments(in);
        }
    }

    private static void move(
            Operation operation, double epsilon, Sum sum, Weights weights, Map<String, float[]> values) {
        float[] scale = weights.get(operation.tensor(Role.SCALE)).clone();
        float[] shift = weights.get(operation.tensor(Role.SHIFT)).clone();
        float[] mean = weights.get(operation.tensor(Role.RUNNING_MEAN)).clone();
        float[] variance = weights.get(operation.tensor(Role.RUNNING_VARIANCE)).clone();
        for (int i = 0; i < scale.length; i++) {
            double factor = scale[i] / Math.sqrt(variance[i] + epsilon);
            float newMean = (float) sum.mean[i];
            float newVariance = (float) sum.variance(i);
            scale[i] = (float) (factor * Math.sqrt(newVariance + epsilon));
            shift[i] = (float) (shift[i] + factor * (newMean - (double) mean[i]));
            mean[i] = newMean;
            variance[i] = newVariance;
        }
        values.put(operation.tensor(Role.SCALE), scale);
        values.put(operation.tensor(Role.SHIFT), shift);
        values.put(operation.tensor(Role.RUNNING_MEAN), mean);
        values.put(operation.tensor(Role.RUNNING_VARIANCE), variance);
    }

    /** Moments of batches put together, without the squares of large values (Chan et al. 1979). */
    private static final class Sum {
        private final double[] mean;
        private final double[] squares;
        private double pictures;

        Sum(int channels) {
            mean = new double[channels];
            squares = new double[channels];
        }

        void add(Moments moments, int more) {
            double all = pictures + more;
            for (int i = 0; i < mean.length; i++) {
                double apart = moments.mean()[i] - mean[i];
                mean[i] += apart * more / all;
                squares[i] += moments.variance()[i] * (double) more + apart * apart * pictures * more / all;
            }
            pictures = all;
        }

        double variance(int channel) {
            return squares[channel] / pictures;
        }
    }
}
