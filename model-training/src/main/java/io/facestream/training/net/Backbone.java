package io.facestream.training.net;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The networks by the names that configurations give them. All take 112 x 112 pictures of three channels. */
public enum Backbone {
    /** For tests and {@code train quick}. */
    TINY("tiny", Tiny::of),
    MOBILE_FACE_NET("mobilefacenet", MobileFaceNet::of);

    /** Side of the pictures, in pixels. */
    public static final int SIDE = 112;

    private final String name;
    private final IntFunction<Layer> table;

    Backbone(String name, IntFunction<Layer> table) {
        this.name = name;
        this.table = table;
    }

    /** The network.
     *
     * @param dimension length of the embeddings
     */
    public Layer layer(int dimension) {
        return table.apply(dimension);
    }

    /** The backbone of a name, whatever its case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Backbone named(String name) {
        return Arrays.stream(values())
                .filter(backbone -> backbone.name.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("backbone: " + name + " (expected: one of "
                        + Arrays.stream(values()).map(Backbone::toString).collect(Collectors.joining(", ")) + ")"));
    }

    @Override
    public String toString() {
        return name;
    }
}
