package io.facestream.training.head;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** What a network learns from: turns embeddings and the classes they belong to into a loss, by weights that are trained with it. One thread. */
public interface Head extends AutoCloseable {
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

    @Override
    void close();
}
