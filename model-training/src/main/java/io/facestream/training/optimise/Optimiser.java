package io.facestream.training.optimise;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Moves tensors against their gradients. One thread. */
public interface Optimiser extends AutoCloseable {
    /** Moves all tensors that have a gradient, each as its group says, and sets their gradients to 0. What is frozen stays, its memory too. */
    void step(double learningRate);

    /** All that the next step depends on besides tensors and gradients, by names that begin with the tensors'; belongs to the optimiser. */
    Map<String, NDArray> state();

    /**
     * Takes up a state that was kept; the steps from here on are those of an unbroken run.
     *
     * @throws io.facestream.training.TrainingException if an array is missing, is not one of the state's or has another shape
     */
    void restore(Map<String, NDArray> state);

    @Override
    void close();
}
