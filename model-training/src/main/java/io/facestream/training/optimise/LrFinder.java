package io.facestream.training.optimise;

import static io.facestream.training.Settings.above;
import static io.facestream.training.Settings.between;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Looks for a learning rate (Smith 2017): each step has a higher one than the one before, by the same factor, until the loss explodes.
 *
 * @param from the first rate
 * @param to the last
 * @param steps between them, both included
 * @param smoothing how much of the mean of the losses is kept at each step
 */
public record LrFinder(double from, double to, int steps, double smoothing) {
    /** The search is over once the smoothed loss is so many times the best. */
    public static final double EXPLODED = 4;

    /** So many first losses are too few to judge by. */
    private static final int FEWEST = 5;

    /** From 1e-7 to 10 in 100 steps. */
    public static final LrFinder USUAL = new LrFinder(1e-7, 10, 100, 0.9);

    public LrFinder {
        above("from", from, 0);
        above("to", to, from);
        between("steps", steps, 2 * FEWEST, 1_000_000);
        between("smoothing", smoothing, 0, 0.999);
    }

    /** What a step of the training does. */
    @FunctionalInterface
    public interface Step {
        /** Takes one step, and returns the loss before it. */
        double step(double learningRate);
    }

    /**
     * One step of the search.
     *
     * @param smoothed the mean of the losses so far, the later ones counting more
     */
    public record Point(double rate, double loss, double smoothed) {}

    /** The search's steps, without those whose loss had exploded. */
    public record Curve(List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }

        /** Where the smoothed loss falls fastest, as seen over the logarithm of the rate; none if it never falls. */
        public OptionalDouble steepest() {
            double steepest = 0;
            OptionalDouble rate = OptionalDouble.empty();
            for (int i = FEWEST; i + 1 < points.size(); i++) {
                double slope = points.get(i + 1).smoothed() - points.get(i - 1).smoothed();
                if (slope < steepest) {
                    steepest = slope;
                    rate = OptionalDouble.of(points.get(i).rate());
                }
            }
            return rate;
        }

        /** A tenth of the rate at which the smoothed loss is least; none if it never falls. */
        public OptionalDouble tenthOfMinimum() {
            if (steepest().isEmpty()) {
                return OptionalDouble.empty();
            }
            Point least = points.get(0);
            for (Point point : points) {
                least = point.smoothed() < least.smoothed() ? point : least;
            }
            return OptionalDouble.of(least.rate() / 10);
        }

        /** The lower of both: a rate to begin with; none if the loss never falls. */
        public OptionalDouble suggested() {
            OptionalDouble steepest = steepest();
            return steepest.isEmpty()
                    ? steepest
                    : OptionalDouble.of(
                            Math.min(steepest.getAsDouble(), tenthOfMinimum().orElseThrow()));
        }
    }

    /** Takes the steps; weights are not put back. */
    public Curve run(Step step) {
        List<Point> points = new ArrayList<>();
        double mean = 0;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < steps; i++) {
            double rate = from * Math.pow(to / from, i / (steps - 1.0));
            double loss = step.step(rate);
            mean = smoothing * mean + (1 - smoothing) * loss;
            double smoothed = mean / (1 - Math.pow(smoothing, i + 1));
            if (!Double.isFinite(smoothed) || (i >= FEWEST && smoothed > EXPLODED * best)) {
                break;
            }
            best = Math.min(best, smoothed);
            points.add(new Point(rate, loss, smoothed));
        }
        return new Curve(points);
    }
}
