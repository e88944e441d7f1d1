package io.facestream.training.head;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** What a network learns from: turns embeddings and the classes they belong to into a loss, by weights that are trained with it. One thread. */
public interface Head extends AutoCloseable {
    /** Arrays whose names begin so have one row a class, in the order of the classes; a changed list of classes is matched by these rows. */
    String BY_CLASS = "class.";

    /**
     * The mean loss of a batch, one value, to be differentiated.
     *
     * @param embeddings [batch, dimension], not normalised; its manager takes the intermediate values
     * @param labels [batch], the class of each, as 64-bit integers
     */
    NDArray loss(NDArray embeddings, NDArray labels);

    /** What is trained here, by name; the arrays belong to the head. */
    Map<String, NDArray> arrays();

    /** What the head remembers besides, as running means, by name; kept with a checkpoint, never trained. */
    default Map<String, NDArray> memory() {
        return Map.of();
    }

    /** Begins a step of one or more batches. A head that draws classes at random draws the same ones at the same step of every run. */
    default void begin(long step) {}

    /**
     * The rows of the arrays by class that the batches of this step were compared with, ascending, by the arrays' names. The other rows of
     * these arrays are to stay as they are; arrays not named here are trained whole.
     */
    default Map<String, long[]> drawn() {
        return Map.of();
    }

    @Override
    void close();
}
