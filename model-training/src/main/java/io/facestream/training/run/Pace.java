package io.facestream.training.run;

/** How fast steps go, as a mean that forgets slowly, and how much of the time they wait for pictures. */
final class Pace {
    private static final double KEEP = 0.95;

    private double seconds;
    private double waited;
    private double pictures;
    private double weight;
    private long beganNanos;
    private double waitedAtBegin;

    void begin(double waitedSeconds) {
        beganNanos = System.nanoTime();
        waitedAtBegin = waitedSeconds;
    }

    void end(int size, double waitedSeconds) {
        seconds = KEEP * seconds + (System.nanoTime() - beganNanos) / 1e9;
        waited = KEEP * waited + waitedSeconds - waitedAtBegin;
        pictures = KEEP * pictures + size;
        weight = KEEP * weight + 1;
    }

    double secondsAStep() {
        return weight == 0 ? 0 : seconds / weight;
    }

    double imagesPerSecond() {
        return seconds == 0 ? 0 : pictures / seconds;
    }

    /** 0..1 */
    double loaderShare() {
        return seconds == 0 ? 0 : waited / seconds;
    }
}
