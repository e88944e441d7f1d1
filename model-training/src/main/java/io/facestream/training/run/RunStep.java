package io.facestream.training.run;

import java.time.Duration;

/**
 * What a step of a run did, and how far the run is.
 *
 * @param step done so far, this one included
 * @param steps in all
 * @param epoch counted from 1
 * @param gradientNorm over all tensors before clipping; NaN where gradients were only gathered
 * @param rate learning rate; NaN likewise
 * @param imagesPerSecond mean of the last steps
 * @param loaderShare share of the time in which steps waited for pictures, 0..1
 * @param left until the last step, as it goes now
 * @param pictures what the step learned from, in words
 */
public record RunStep(
        long step,
        long steps,
        int epoch,
        int epochs,
        double loss,
        double gradientNorm,
        double rate,
        double imagesPerSecond,
        double loaderShare,
        Duration left,
        String pictures) {
    public double share() {
        return (double) step / steps;
    }
}
