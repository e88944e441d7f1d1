package io.facestream.training.onnx;

import io.facestream.training.net.Backbone;
import io.facestream.training.net.Dimensions;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as operations one after the other on numbered values: what an ONNX graph is made from and what one is compared with. Sequences
 * and dropout, which compute nothing in use, are gone.
 *
 * @param operations in the order of their results
 * @param dimensions of each value for one picture; value 0 is the picture
 * @param result number of the value that the network gives
 */
record Dataflow(List<Operation> operations, List<Dimensions> dimensions, int result) {
    /** Number of the picture. */
    static final int PICTURE = 0;

    /**
     * One operation.
     *
     * @param layer what is done; {@link Layer.Residual}, {@link Layer.Gate} and {@link Layer.Concat} stand for their last act: sum,
     *     product and joining of the inputs
     * @param path place of the layer in the network
     * @param output number of the value that is made
     */
    record Operation(Layer layer, String path, List<Integer> inputs, int output) {
        /** Name of one of the layer's tensors. */
        String tensor(TensorSpec.Role role) {
            return TensorSpec.own(layer, path).stream()
                    .filter(spec -> spec.role() == role)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(layer + ": no " + role))
                    .name();
        }

        int input() {
            return inputs.get(0);
        }
    }

    Dataflow {
        operations = List.copyOf(operations);
        dimensions = List.copyOf(dimensions);
    }

    /** The operations of a network that takes pictures of the usual size. */
    static Dataflow of(Layer layer) {
        Builder builder = new Builder();
        builder.dimensions.add(new Dimensions(3, Backbone.SIDE, Backbone.SIDE));
        int result = builder.add(layer, "", PICTURE);
        return new Dataflow(builder.operations, builder.dimensions, result);
    }

    /** The operation that makes a value, of all but the picture. */
    Operation maker(int value) {
        return operations.stream()
                .filter(operation -> operation.output() == value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("value " + value + ": the picture"));
    }

    /** The operations that take a value. */
    List<Operation> takers(int value) {
        return operations.stream()
                .filter(operation -> operation.inputs().contains(value))
                .toList();
    }

    private static final class Builder {
        private final List<Operation> operations = new ArrayList<>();
        private final List<Dimensions> dimensions = new ArrayList<>();

        private int add(Layer layer, String path, int in) {
            if (layer instanceof Layer.Dropout) {
                return in;
            }
            List<Layer.Step> inside = TensorSpec.inside(layer);
            if (layer instanceof Layer.Sequence) {
                int at = in;
                for (Layer.Step step : inside) {
                    at = add(step.layer(), TensorSpec.join(path, step.name()), at);
                }
                return at;
            }
            List<Integer> inputs = new ArrayList<>();
            if (inside.isEmpty() || layer instanceof Layer.Gate) {
                inputs.add(in);
            }
            for (Layer.Step step : inside) {
                inputs.add(add(step.layer(), TensorSpec.join(path, step.name()), in));
            }
            int output = dimensions.size();
            dimensions.add(Dimensions.of(layer, dimensions.get(in)));
            operations.add(new Operation(layer, path, List.copyOf(inputs), output));
            return output;
        }
    }
}
