package io.facestream.training.optimise;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A tensor that is trained, while it has a gradient; a frozen one has none.
 *
 * @param name unique among those trained together
 * @param values belong to the network or to the head
 * @param rate multiplies the learning rate
 * @param decay how much of itself a tensor loses with each step, times the learning rate
 * @param rows those that may move at this step, ascending; empty for all of them
 */
public record Trained(String name, NDArray values, double rate, double decay, Supplier<Optional<long[]>> rows) {
    /** A tensor that moves as a whole. */
    public Trained(String name, NDArray values, double rate, double decay) {
        this(name, values, rate, decay, Optional::empty);
    }
}
