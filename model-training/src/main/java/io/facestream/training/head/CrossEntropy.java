package io.facestream.training.head;

import ai.djl.ndarray.NDArray;

/** The cost of classes that were told apart badly. */
final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * The mean over a batch of log(sum of exp(logits)) - own logit, without overflow.
     *
     * @param logits [batch, classes]
     * @param labels [batch, 1]
     */
    static NDArray mean(NDArray logits, NDArray labels) {
        return logits.logSoftmax(1).gather(labels, 1).mean().neg();
    }
}
