package io.facestream.training.head;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Optional;

/** What becomes of the cosines between embeddings and centres before they are scaled to logits. */
interface Margin {
    /** Cosines are kept this far from 1 and -1 before their angle or sine is taken, whose slope is infinite there. */
    double NEAREST = 1e-7;

    /**
     * For the own class of each embedding.
     *
     * @param cosines [batch, 1]
     * @param norms lengths of the embeddings, [batch, 1]
     */
    NDArray own(NDArray cosines, NDArray norms);

    /**
     * For all classes.
     *
     * @param cosines [batch, classes]
     */
    default NDArray others(NDArray cosines) {
        return cosines;
    }

    /** Something to be added to the loss. */
    default Optional<NDArray> penalty(NDArray norms) {
        return Optional.empty();
    }

    /** See {@link Head#memory}. */
    default Map<String, NDArray> memory() {
        return Map.of();
    }

    static NDArray angle(NDArray cosines) {
        return within(cosines).acos();
    }

    static NDArray sine(NDArray cosines) {
        return within(cosines).square().neg().add(1).sqrt();
    }

    private static NDArray within(NDArray cosines) {
        return cosines.clip(NEAREST - 1, 1 - NEAREST);
    }
}
