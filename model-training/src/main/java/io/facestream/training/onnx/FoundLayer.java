package io.facestream.training.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * A node of a foreign graph that has values of its own.
 *
 * @param kind what it is
 * @param number its place among those of its kind, from 1
 * @param shape of the first of its tensors; of a dense layer [out, in]
 * @param window kernel, stride, padding and groups of a convolution, empty for others
 * @param tensors weight and, if there is one, bias; scale, shift, mean and variance; slope
 * @param epsilon of a normalisation
 * @param input name of the value that it takes
 * @param output name of the value that it makes
 */
record FoundLayer(
        Kind kind,
        int number,
        List<Long> shape,
        List<Integer> window,
        List<float[]> tensors,
        float epsilon,
        String input,
        String output) {
    /** Kinds of nodes, by the names that errors give them. */
    enum Kind {
        CONV("conv"),
        LINEAR("dense layer"),
        BATCH_NORM("batch norm"),
        PRELU("prelu");

        private final String name;

        Kind(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    FoundLayer {
        shape = List.copyOf(shape);
        window = List.copyOf(window);
        tensors = List.copyOf(tensors);
    }

    boolean hasBias() {
        return (kind == Kind.CONV || kind == Kind.LINEAR) && tensors.size() > 1;
    }

    /** What it says of itself where it was not expected. */
    String described() {
        return kind + " " + number + " " + form();
    }

    /** Shape, and what else would make it another layer. */
    String form() {
        return form(shape, window);
    }

    static String form(List<? extends Number> shape, List<Integer> window) {
        String sizes = Arrays.toString(
                        shape.stream().mapToLong(Number::longValue).toArray())
                .replace(" ", "");
        return window.isEmpty()
                ? sizes
                : sizes + " stride " + window.get(1) + " padding " + window.get(2) + " groups " + window.get(3);
    }
}
