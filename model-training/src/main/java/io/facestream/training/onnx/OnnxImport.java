package io.facestream.training.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.facestream.training.TrainingException;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import io.facestream.training.net.TensorSpec.Role;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.Dataflow.Operation;
import io.facestream.training.onnx.FoundLayer.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the values of a network out of an ONNX model, facestream's own or another project's: the k-th layer of the graph that has values
 * is the k-th of the network. A normalisation that was folded away comes back as one that changes nothing but adds what became of its
 * shift; {@link BatchNormUnfolding} gives it statistics again. What lies between those layers is not looked at: compare the result with the
 * model.
 */
public final class OnnxImport {
    private final Dataflow dataflow;
    private final Folding folding;
    private final List<FoundLayer> found;
    private final Map<String, float[]> values = new HashMap<>();
    /** What folding left of the shift of a normalisation, by the number of the value that it makes. */
    private final Map<Integer, float[]> foldedShifts = new HashMap<>();

    private final Map<Kind, Integer> expected = new java.util.EnumMap<>(Kind.class);

    private int next;

    private OnnxImport(Layer layer, List<FoundLayer> found) {
        this.dataflow = Dataflow.of(layer);
        this.folding = Folding.of(dataflow);
        this.found = found;
    }

    /**
     * The network that a model holds: the one that it names, else the first one that fits.
     *
     * @throws TrainingException if none fits
     */
    public static WeightsFile read(ModelProto model) {
        String named = OnnxExport.metadata(model).get(OnnxExport.BACKBONE);
        if (named != null) {
            return read(model, backbone(named));
        }
        List<FoundLayer> found = GraphReader.layers(model.getGraph());
        for (Backbone backbone : Backbone.values()) {
            try {
                return read(found, backbone);
            } catch (TrainingException e) {
                // the next one may fit
            }
        }
        throw new TrainingException("model: fits no backbone (name the nearest one to see the first difference)");
    }

    /**
     * The values of a network of the given kind.
     *
     * @throws TrainingException if the model is not of its layers; the message names the first difference
     */
    public static WeightsFile read(ModelProto model, Backbone backbone) {
        return read(GraphReader.layers(model.getGraph()), backbone);
    }

    private static WeightsFile read(List<FoundLayer> found, Backbone backbone) {
        int dimension = found.stream()
                .filter(layer -> layer.kind() == Kind.CONV || layer.kind() == Kind.LINEAR)
                .reduce((first, second) -> second)
                .map(last -> Math.toIntExact(last.shape().get(0)))
                .orElseThrow(() -> new TrainingException("model: no layers (expected: those of " + backbone + ")"));
        return new WeightsFile(backbone, dimension, weights(found, backbone.layer(dimension)));
    }

    /** The values of any network. */
    static Weights weights(ModelProto model, Layer layer) {
        return weights(GraphReader.layers(model.getGraph()), layer);
    }

    private static Weights weights(List<FoundLayer> found, Layer layer) {
        OnnxImport reading = new OnnxImport(layer, found);
        reading.run();
        Map<String, float[]> ordered = new LinkedHashMap<>();
        TensorSpec.of(layer).forEach(spec -> ordered.put(spec.name(), reading.values.get(spec.name())));
        return new Weights(ordered);
    }

    private static Backbone backbone(String name) {
        try {
            return Backbone.named(name);
        } catch (IllegalArgumentException e) {
            throw new TrainingException("model: " + e.getMessage(), e);
        }
    }

    private void run() {
        for (Operation operation : dataflow.operations()) {
            if (operation.layer() instanceof Layer.Conv conv) {
                takeDense(operation, Kind.CONV, List.of(conv.kernel(), conv.stride(), conv.padding(), conv.groups()));
            } else if (operation.layer() instanceof Layer.Linear) {
                takeDense(operation, Kind.LINEAR, List.of());
            } else if (operation.layer() instanceof Layer.BatchNorm norm) {
                takeNorm(operation, norm);
            } else if (operation.layer() instanceof Layer.PRelu prelu) {
                takeSlope(operation, prelu);
            }
        }
        if (next < found.size()) {
            throw new TrainingException(
                    found.get(next).described() + " (expected: the end, after " + found.size() + " layers at most)");
        }
    }

    private void takeDense(Operation operation, Kind kind, List<Integer> window) {
        TensorSpec spec = TensorSpec.own(operation.layer(), operation.path()).get(0);
        FoundLayer layer = take(kind, spec.shape(), window);
        values.put(spec.name(), layer.tensors().get(0));
        Optional<Operation> norm = folding.outputNorm(operation);
        boolean folded = norm.isPresent() && !isNormNext(layer);
        boolean biased =
                operation.layer() instanceof Layer.Conv conv ? conv.bias() : ((Layer.Linear) operation.layer()).bias();
        float[] bias = layer.hasBias()
                ? layer.tensors().get(1)
                : new float[spec.shape().get(0)];
        if (biased && !folded) {
            values.put(operation.tensor(Role.BIAS), bias);
        } else if (norm.isPresent()) {
            foldedShifts.put(norm.get().output(), bias);
            if (biased) {
                values.put(operation.tensor(Role.BIAS), new float[bias.length]);
            }
        } else if (layer.hasBias()) {
            throw new TrainingException(layer.described() + ": has a bias (expected: none)");
        }
    }

    /** Whether the graph has a normalisation of what this layer makes. */
    private boolean isNormNext(FoundLayer layer) {
        return next < found.size()
                && found.get(next).kind() == Kind.BATCH_NORM
                && found.get(next).input().equals(layer.output());
    }

    private void takeNorm(Operation operation, Layer.BatchNorm norm) {
        float[] bias = foldedShifts.getOrDefault(operation.output(), new float[norm.channels()]);
        boolean ofDense = foldedShifts.containsKey(operation.output());
        boolean isThere = ofDense
                ? isNormNext(found.get(next - 1))
                : next < found.size() && found.get(next).kind() == Kind.BATCH_NORM;
        if (!isThere && folding.hides(operation)) {
            put(operation, norm, neutral(norm, bias));
            return;
        }
        FoundLayer layer = take(Kind.BATCH_NORM, List.of(norm.channels()), List.of());
        float[][] tensors = new float[4][];
        for (int i = 0; i < 4; i++) {
            tensors[i] = layer.tensors().get(i);
        }
        // the bias of a layer that has none here is as much less of the mean
        tensors[2] = minus(tensors[2], bias);
        boolean sameEpsilon = layer.epsilon() == (float) norm.epsilon();
        double epsilon = sameEpsilon ? norm.epsilon() : layer.epsilon();
        if (!sameEpsilon || !norm.learnsScale()) {
            adapt(layer, tensors, epsilon, norm);
        }
        put(operation, norm, tensors);
    }

    /** Another epsilon, or a scale that is 1 here, goes into the variance. */
    private static void adapt(FoundLayer layer, float[][] tensors, double epsilon, Layer.BatchNorm norm) {
        float[] scale = tensors[0].clone();
        float[] variance = tensors[3].clone();
        for (int i = 0; i < scale.length; i++) {
            double factor = norm.learnsScale() ? 1 : scale[i];
            if (!(factor > 0)) {
                throw new TrainingException(
                        layer.described() + ": scale[" + i + "] is " + scale[i] + " (expected: above 0)");
            }
            if (factor != 1 || epsilon != norm.epsilon()) {
                variance[i] = (float) ((variance[i] + epsilon) / (factor * factor) - norm.epsilon());
            }
            scale[i] /= (float) factor;
        }
        tensors[0] = scale;
        tensors[3] = variance;
    }

    private static float[] minus(float[] values, float[] less) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] -= less[i];
        }
        return result;
    }

    /** One that adds what is given and does nothing else. */
    private static float[][] neutral(Layer.BatchNorm norm, float[] shift) {
        float[] scale = new float[norm.channels()];
        float[] variance = new float[norm.channels()];
        Arrays.fill(scale, norm.learnsScale() ? (float) Math.sqrt(1 + norm.epsilon()) : 1);
        Arrays.fill(variance, norm.learnsScale() ? 1 : (float) (1 - norm.epsilon()));
        return new float[][] {scale, shift, new float[norm.channels()], variance};
    }

    private void put(Operation operation, Layer.BatchNorm norm, float[][] tensors) {
        List<TensorSpec> specs = TensorSpec.own(norm, operation.path());
        for (int i = 0; i < specs.size(); i++) {
            values.put(specs.get(i).name(), tensors[i]);
        }
    }

    private void takeSlope(Operation operation, Layer.PRelu prelu) {
        boolean shared = next < found.size()
                && found.get(next).kind() == Kind.PRELU
                && found.get(next).shape().equals(List.of(1L));
        float[] slopes = take(Kind.PRELU, List.of(shared ? 1 : prelu.channels()), List.of())
                .tensors()
                .get(0);
        if (shared) {
            float slope = slopes[0];
            slopes = new float[prelu.channels()];
            Arrays.fill(slopes, slope);
        }
        values.put(operation.tensor(Role.SLOPE), slopes);
    }

    private FoundLayer take(Kind kind, List<Integer> shape, List<Integer> window) {
        int number = expected.merge(kind, 1, Integer::sum);
        String wanted = FoundLayer.form(shape, window);
        if (next == found.size()) {
            throw new TrainingException(kind + " " + number + ": none (expected: " + wanted + ")");
        }
        FoundLayer layer = found.get(next++);
        boolean isDenseAsConv = kind == Kind.LINEAR && layer.kind() == Kind.CONV && isDense(layer, shape);
        if (layer.kind() != kind && !isDenseAsConv) {
            throw new TrainingException(
                    kind + " " + number + ": " + layer.described() + " (expected: " + kind + " " + wanted + ")");
        }
        if (!isDenseAsConv && !layer.form().equals(wanted)) {
            throw new TrainingException(difference(layer, shape, window));
        }
        return layer;
    }

    /** Only what differs: the shape, or what else there is. */
    private static String difference(FoundLayer layer, List<Integer> shape, List<Integer> window) {
        String found = FoundLayer.form(layer.shape(), List.of());
        String wanted = FoundLayer.form(shape, List.of());
        boolean sameShape = found.equals(wanted);
        return layer.kind() + " " + layer.number() + ": " + (sameShape ? layer.form() : found) + " (expected: "
                + (sameShape ? FoundLayer.form(shape, window) : wanted) + ")";
    }

    /** A convolution over everything that is left is a dense layer: its weights lie in the same order. */
    private static boolean isDense(FoundLayer conv, List<Integer> shape) {
        long inputs = conv.shape().get(1) * conv.shape().get(2) * conv.shape().get(3);
        return conv.shape().get(0).intValue() == shape.get(0)
                && inputs == shape.get(1)
                && conv.window().get(2) == 0
                && conv.window().get(3) == 1;
    }
}
