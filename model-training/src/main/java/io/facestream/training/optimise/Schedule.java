package io.facestream.training.optimise;

import static io.facestream.training.Settings.above;
import static io.facestream.training.Settings.between;

import io.facestream.training.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The learning rate of each step: up in a straight line, then along a curve, step by step. It depends on nothing but its arguments, so that a
 * run that is resumed goes on as if unbroken.
 *
 * @param rate the highest, reached at the last step of the warm-up
 * @param warmup how the rate gets there
 * @param curve how it falls
 */
public record Schedule(double rate, Warmup warmup, Curve curve) {
    /**
     * Steps before the rate is reached, the first of which has its part of it already and not 0.
     *
     * @param epochs or
     * @param steps of which one is 0
     */
    public record Warmup(double epochs, long steps) {
        public static final Warmup NONE = new Warmup(0, 0);

        public Warmup {
            between("warmup-epochs", epochs, 0, 1e6);
            between("warmup-steps", steps, 0, 1e12);
            if (epochs > 0 && steps > 0) {
                throw new IllegalArgumentException(
                        "warmup-steps: " + steps + " (expected: none, since warmup-epochs is " + epochs + ")");
            }
        }

        private long of(long stepsAnEpoch) {
            return steps + Math.round(epochs * stepsAnEpoch);
        }
    }

    /** How the rate falls. */
    public sealed interface Curve {}

    /** Not at all. */
    public record Constant() implements Curve {}

    /**
     * At once.
     *
     * @param milestones epochs, counted from 0 and parts of them allowed, at whose beginning the rate is multiplied
     * @param factor by this
     */
    public record Milestones(List<Double> milestones, double factor) implements Curve {
        public Milestones {
            if (milestones.isEmpty()) {
                throw new IllegalArgumentException("milestones: none (expected: epochs, such as 8, 12, 14)");
            }
            milestones.forEach(epoch -> above("milestones", epoch, 0));
            if (!milestones.stream().sorted(Comparator.naturalOrder()).toList().equals(milestones)) {
                throw new IllegalArgumentException("milestones: " + milestones + " (expected: in ascending order)");
            }
            milestones = List.copyOf(milestones);
            above("factor", factor, 0);
            between("factor", factor, 0, 1);
        }
    }

    /** Half a cosine, from the end of the warm-up to the floor at the end. */
    public record Cosine(double floor) implements Curve {
        public Cosine {
            between("floor", floor, 0, 1e6);
        }
    }

    /** (1 - progress)^power, from the end of the warm-up to the floor at the end. */
    public record Polynomial(double power, double floor) implements Curve {
        public Polynomial {
            above("power", power, 0);
            between("floor", floor, 0, 1e6);
        }
    }

    public Schedule {
        above("rate", rate, 0);
        if (curve instanceof Cosine cosine) {
            between("floor", cosine.floor(), 0, rate);
        } else if (curve instanceof Polynomial polynomial) {
            between("floor", polynomial.floor(), 0, rate);
        }
    }

    /**
     * Reads a schedule: {@code kind} ({@code constant}, {@code step}, {@code cosine} or {@code polynomial}), {@code rate},
     * {@code warmup-epochs} or {@code warmup-steps}, and the settings of the kind.
     *
     * @throws io.facestream.training.TrainingException if a setting is unknown or out of range
     */
    public static Schedule of(Map<String, ?> settings) {
        return Settings.read("schedule", settings, given -> {
            String kind = given.text("kind", "polynomial").toLowerCase(Locale.ROOT);
            Curve curve = switch (kind) {
                case "constant" -> new Constant();
                case "step" -> new Milestones(given.numbers("milestones"), given.number("factor", 0.1));
                case "cosine" -> new Cosine(given.number("floor", 0));
                case "polynomial" -> new Polynomial(given.number("power", 1), given.number("floor", 0));
                default -> throw given.refusal("kind", kind, "constant, step, cosine or polynomial");
            };
            Warmup warmup = new Warmup(given.number("warmup-epochs", 0), given.whole("warmup-steps", 0));
            return new Schedule(given.number("rate", 0.1), warmup, curve);
        });
    }

    /**
     * The learning rate of a step; after the last one that of the end.
     *
     * @param step counted from 0 over all epochs
     */
    public double at(long step, long stepsAnEpoch, int epochs) {
        long warm = warmup.of(stepsAnEpoch);
        if (step < warm) {
            return rate * (step + 1) / warm;
        }
        long falling = stepsAnEpoch * epochs - warm;
        double progress = falling <= 0 ? 1 : Math.min(1, (step - warm) / (double) falling);
        if (curve instanceof Milestones at) {
            long passed = at.milestones().stream()
                    .filter(epoch -> step >= Math.round(epoch * stepsAnEpoch))
                    .count();
            return rate * Math.pow(at.factor(), passed);
        }
        if (curve instanceof Cosine cosine) {
            return cosine.floor() + (rate - cosine.floor()) * (1 + Math.cos(Math.PI * progress)) / 2;
        }
        if (curve instanceof Polynomial polynomial) {
            return polynomial.floor() + (rate - polynomial.floor()) * Math.pow(1 - progress, polynomial.power());
        }
        return rate;
    }
}
