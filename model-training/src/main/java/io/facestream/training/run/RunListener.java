package io.facestream.training.run;

import java.time.Duration;

/** Hears how a run goes. Called on the run's thread. */
public interface RunListener {
    /** What the run is about to do, a line each. */
    void says(String line);

    /**
     * A step is done.
     *
     * @param loaderShare share of the time in which the steps waited for pictures, 0..1
     */
    void step(Progress progress, double loss, double rate, double imagesPerSecond, double loaderShare);

    /** How far a run is.
     *
     * @param left NaN-free estimate; zero at the end
     */
    record Progress(long step, long steps, int epoch, int epochs, Duration left) {
        public double share() {
            return (double) step / steps;
        }
    }
}
