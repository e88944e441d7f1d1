package io.facestream.training.head;

import static io.facestream.training.Settings.above;
import static io.facestream.training.Settings.between;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.facestream.training.Settings;
import io.facestream.training.TrainingException;
import java.util.Locale;
import java.util.Map;

/** Which head to train with, and its settings. Margins are angles in radians, but for {@link CosFace} where they are cosines. */
public sealed interface HeadSpec {
    /** Of the logits, where nothing is said. */
    double SCALE = 64;

    /**
     * Deng et al. 2019: cos(angle + margin) for the own class. Where the sum would pass pi, and the cosine rise again, it falls on as
     * cosine - margin * sin(margin).
     *
     * @param easyMargin only pictures on the right side, with a positive cosine, get the margin
     */
    record ArcFace(double scale, double margin, boolean easyMargin) implements HeadSpec {
        public ArcFace {
            above("scale", scale, 0);
            between("margin", margin, 0, Math.PI / 2);
        }
    }

    /** Li et al. 2019, in AirFace: (pi - 2 (angle + margin)) / pi, straight in the angle, for all classes and without margin for the others. */
    record LiArcFace(double scale, double margin) implements HeadSpec {
        public LiArcFace {
            above("scale", scale, 0);
            between("margin", margin, 0, Math.PI / 2);
        }
    }

    /** Wang et al. 2018: cosine - margin for the own class. */
    record CosFace(double scale, double margin) implements HeadSpec {
        public CosFace {
            above("scale", scale, 0);
            between("margin", margin, 0, 1);
        }
    }

    /** Deng et al. 2019, section 2.2: cos(m1 * angle + m2) - m3 for the own class, also where that rises with the angle. */
    record Combined(double scale, double m1, double m2, double m3) implements HeadSpec {
        public Combined {
            above("scale", scale, 0);
            between("m1", m1, 1, 4);
            between("m2", m2, 0, Math.PI / 2);
            between("m3", m3, 0, 1);
        }
    }

    /**
     * Kim et al. 2022: with z, how far a picture's norm is above the mean, h standard deviations being 1, cut off at 1 and -1:
     * cos(angle - margin * z) - (margin * z + margin) for the own class. One picture alone has no deviation; it moves the running mean only.
     *
     * @param momentum with which a batch moves the running mean and deviation of the norms
     */
    record AdaFace(double scale, double margin, double h, double momentum) implements HeadSpec {
        public AdaFace {
            above("scale", scale, 0);
            between("margin", margin, 0, 1);
            above("h", h, 0);
            between("momentum", momentum, 0, 1);
        }
    }

    /**
     * Meng et al. 2021: ArcFace whose margin grows with the norm a, cut off at both ends, and lambda * mean(a / highNorm^2 + 1 / a) on top,
     * which draws norms up.
     */
    record MagFace(double scale, double lowMargin, double highMargin, double lowNorm, double highNorm, double lambda)
            implements HeadSpec {
        public MagFace {
            above("scale", scale, 0);
            between("low-margin", lowMargin, 0, Math.PI / 2);
            between("high-margin", highMargin, lowMargin, Math.PI / 2);
            above("low-norm", lowNorm, 0);
            above("high-norm", highNorm, lowNorm);
            between("lambda", lambda, 0, 1e6);
        }
    }

    /**
     * A linear layer without margin.
     *
     * @param scale the length that embeddings are brought to before it; 0 leaves them as they are
     */
    record Softmax(double scale) implements HeadSpec {
        public Softmax {
            between("scale", scale, 0, 1e6);
        }
    }

    /**
     * Partial FC (An et al. 2022): each batch is compared with the classes in it and with others drawn at random.
     *
     * @param head one with a margin
     * @param rate part of all classes that take part, above 0; never fewer than the batch has
     */
    record Sampled(HeadSpec head, double rate) implements HeadSpec {
        public Sampled {
            if (head instanceof Sampled || head instanceof Softmax) {
                throw new IllegalArgumentException("sample: " + rate + " (expected: a head with a margin)");
            }
            above("sample", rate, 0);
            between("sample", rate, 0, 1);
        }

        @Override
        public double scale() {
            return head.scale();
        }
    }

    /**
     * Reads a head: {@code kind} and the settings of that kind; {@code sample} as Partial FC's rate.
     *
     * @throws TrainingException if a setting is unknown or out of range
     */
    static HeadSpec of(Map<String, ?> settings) {
        return Settings.read("head", settings, given -> {
            HeadSpec head = ofKind(given.text("kind", "arcface").toLowerCase(Locale.ROOT), given);
            return given.has("sample") ? new Sampled(head, given.number("sample", 1)) : head;
        });
    }

    private static HeadSpec ofKind(String kind, Settings given) {
        return switch (kind) {
            case "arcface" ->
                new ArcFace(
                        given.number("scale", SCALE), given.number("margin", 0.5), given.flag("easy-margin", false));
            case "liarcface" -> new LiArcFace(given.number("scale", SCALE), given.number("margin", 0.45));
            case "cosface" -> new CosFace(given.number("scale", SCALE), given.number("margin", 0.35));
            case "combined" ->
                new Combined(
                        given.number("scale", SCALE),
                        given.number("m1", 1),
                        given.number("m2", 0.3),
                        given.number("m3", 0.2));
            case "adaface" ->
                new AdaFace(
                        given.number("scale", SCALE),
                        given.number("margin", 0.4),
                        given.number("h", 0.333),
                        given.number("momentum", 0.01));
            case "magface" ->
                new MagFace(
                        given.number("scale", SCALE),
                        given.number("low-margin", 0.45),
                        given.number("high-margin", 0.8),
                        given.number("low-norm", 10),
                        given.number("high-norm", 110),
                        given.number("lambda", 35));
            case "normhead" -> new Softmax(above("scale", given.number("scale", SCALE), 0));
            case "softmax" -> new Softmax(0);
            default ->
                throw given.refusal(
                        "kind", kind, "arcface, liarcface, cosface, combined, adaface, magface, normhead or softmax");
        };
    }

    /** What cosines are multiplied by to become logits. */
    double scale();

    /**
     * Makes the head, with the same weights for the same seed.
     *
     * @param classes two or more
     * @param dimension of the embeddings
     * @param manager holds the head's arrays until it is closed
     */
    default Head create(int classes, int dimension, long seed, NDManager manager) {
        if (classes < 2) {
            throw new TrainingException("classes: " + classes + " (expected: 2 or more)");
        }
        NDArray rows = ClassRows.random(classes, dimension, seed, manager);
        if (this instanceof Softmax softmax) {
            return new SoftmaxHead(softmax, rows);
        }
        if (this instanceof Sampled sampled) {
            return new MarginHead(sampled.head(), rows, new ClassSampler(classes, sampled.rate(), seed));
        }
        return new MarginHead(this, rows, null);
    }
}
