package io.facestream.training.optimise;

import static io.facestream.training.Settings.above;
import static io.facestream.training.Settings.between;

import ai.djl.ndarray.NDManager;
import io.facestream.training.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How tensors are moved.
 *
 * @param rule from gradients
 * @param groups which decay how much, and learn how fast
 */
public record OptimiserSpec(Rule rule, Groups groups) {
    /** A rule with its constants. */
    public sealed interface Rule {}

    /**
     * Gradient descent with momentum in PyTorch's form: buffer = momentum * buffer + gradient + decay * weight; weight -= rate * buffer, or, by
     * Nesterov, rate * (gradient + decay * weight + momentum * buffer).
     */
    public record Sgd(double momentum, boolean nesterov) implements Rule {
        public Sgd {
            between("momentum", momentum, 0, 0.9999);
        }
    }

    /** Loshchilov and Hutter 2019: Adam whose decay is taken from the weights themselves, rate * decay of them, and not from their gradients. */
    public record AdamW(double beta1, double beta2, double epsilon) implements Rule {
        public AdamW {
            between("beta1", beta1, 0, 0.9999);
            between("beta2", beta2, 0, 0.999999);
            above("epsilon", epsilon, 0);
        }
    }

    /** AdamW's decay where none is given, as PyTorch's. */
    private static final double ADAMW_DECAY = 0.01;

    /**
     * Reads an optimiser: {@code kind} ({@code sgd}, {@code nesterov} or {@code adamw}), the constants of that kind, and {@link Groups}.
     *
     * @throws io.facestream.training.TrainingException if a setting is unknown or out of range
     */
    public static OptimiserSpec of(Map<String, ?> settings) {
        return Settings.read("optimiser", settings, given -> {
            String kind = given.text("kind", "sgd").toLowerCase(Locale.ROOT);
            return switch (kind) {
                case "sgd" -> new OptimiserSpec(new Sgd(given.number("momentum", 0.9), false), Groups.of(given));
                case "nesterov" -> new OptimiserSpec(new Sgd(given.number("momentum", 0.9), true), Groups.of(given));
                case "adamw" ->
                    new OptimiserSpec(
                            new AdamW(
                                    given.number("beta1", 0.9),
                                    given.number("beta2", 0.999),
                                    given.number("epsilon", 1e-8)),
                            Groups.of(given, ADAMW_DECAY));
                default -> throw given.refusal("kind", kind, "sgd, nesterov or adamw");
            };
        });
    }

    /** @param manager holds the optimiser's memory until it is closed */
    public Optimiser create(List<Trained> tensors, NDManager manager) {
        return new ProgramOptimiser(rule, tensors, manager);
    }
}
