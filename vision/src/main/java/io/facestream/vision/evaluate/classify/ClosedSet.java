package io.facestream.vision.evaluate.classify;

import io.facestream.vision.embed.Embedding;
import io.facestream.vision.evaluate.VerificationScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Known classes and their vectors, to which others are compared by the cosine. Immutable; a trial uses all cores. */
public final class ClosedSet {
    /** Most scores against other classes that are kept; of more, every k-th class of a picture is. */
    private static final long MOST_DIFFERENT = 20_000_000;

    private static final int NO_ONE = -1;

    /** What a class is represented by. */
    public enum By {
        /** The mean direction of its vectors. */
        CENTROID,
        /** Each of its vectors: the nearest counts. */
        NEAREST;

        /** As it is written on the command line. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The answer to one picture.
     *
     * @param probe place of the picture among those that were asked about
     * @param said class of the highest score
     * @param score of that class
     * @param own score of the class that the picture is of
     */
    public record Answer(int probe, int truth, int said, float score, float own) {}

    /**
     * What a trial gave.
     *
     * @param answers one a picture, in their order
     * @param lone pictures that are their class's only one, and could not be asked about
     * @param scores against the own and against other classes
     * @param step of how many classes of a picture one was kept in the scores
     */
    public record Outcome(ConfusionMatrix matrix, List<Answer> answers, int lone, VerificationScores scores, int step) {
        public Outcome {
            answers = List.copyOf(answers);
        }
    }

    private final List<String> classes;
    private final List<LabelledVector> enrolled;
    private final By by;
    private final ClassMeans means = new ClassMeans();
    private final int[] sizes;

    private ClosedSet(List<String> classes, List<LabelledVector> enrolled, By by) {
        this.classes = List.copyOf(classes);
        this.enrolled = List.copyOf(enrolled);
        this.by = by;
        this.sizes = new int[classes.size()];
        for (LabelledVector vector : enrolled) {
            means.add(vector.label(), vector.vector());
            sizes[vector.label()]++;
        }
    }

    /**
     * Enrols vectors, none refused, of at least two classes.
     *
     * @throws IllegalArgumentException if there are fewer classes with a vector
     */
    public static ClosedSet of(List<String> classes, List<LabelledVector> enrolled, By by) {
        ClosedSet set = new ClosedSet(classes, enrolled, by);
        if (set.means.classes() < 2) {
            throw new IllegalArgumentException(
                    "classes with a face: " + set.means.classes() + " (expected: at least 2)");
        }
        return set;
    }

    /** Asks about other vectors of the same classes, each of a class that has a vector. */
    public Outcome ask(List<LabelledVector> probes, IntConsumer progress) {
        return ask(probes, false, progress);
    }

    /** Asks about each enrolled vector as if it were not enrolled. */
    public Outcome leaveOneOut(IntConsumer progress) {
        return ask(enrolled, true, progress);
    }

    private Outcome ask(List<LabelledVector> probes, boolean withoutItself, IntConsumer progress) {
        int[] asked = IntStream.range(0, probes.size())
                .filter(probe -> sizes[probes.get(probe).label()] > (withoutItself ? 1 : 0))
                .toArray();
        if (asked.length == 0) {
            throw new IllegalArgumentException("pictures to ask about: 0 (expected: at least one, "
                    + (withoutItself ? "so a class of two pictures" : "of a class that is enrolled") + ")");
        }
        int step = (int) (1 + (long) asked.length * (means.classes() - 1) / MOST_DIFFERENT);
        Answer[] answers = new Answer[asked.length];
        double[][] others = new double[asked.length][];
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, asked.length).parallel().forEach(i -> {
            LabelledVector probe = probes.get(asked[i]);
            float[] scores = scores(probe, withoutItself ? asked[i] : NO_ONE);
            answers[i] = answer(asked[i], probe.label(), scores);
            others[i] = others(scores, probe.label(), step, i);
            progress.accept(done.incrementAndGet());
        });
        ConfusionMatrix matrix = new ConfusionMatrix(classes);
        for (Answer answer : answers) {
            matrix.add(answer.truth(), answer.said());
        }
        VerificationScores scores = new VerificationScores(
                Arrays.stream(answers).mapToDouble(Answer::own).toArray(),
                Arrays.stream(others).flatMapToDouble(Arrays::stream).toArray());
        return new Outcome(matrix, Arrays.asList(answers), probes.size() - asked.length, scores, step);
    }

    /** By class; negative infinity for classes without a vector. */
    private float[] scores(LabelledVector probe, int self) {
        float[] scores = new float[classes.size()];
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        if (by == By.NEAREST) {
            for (int i = 0; i < enrolled.size(); i++) {
                if (i != self) {
                    LabelledVector other = enrolled.get(i);
                    scores[other.label()] =
                            Math.max(scores[other.label()], probe.vector().cosine(other.vector()));
                }
            }
            return scores;
        }
        for (int label = 0; label < scores.length; label++) {
            if (means.has(label)) {
                Embedding mean = self != NO_ONE && label == probe.label()
                        ? means.meanWithout(label, probe.vector())
                        : means.mean(label);
                scores[label] = probe.vector().cosine(mean);
            }
        }
        return scores;
    }

    /** The highest score's class; the own class does not win a draw. */
    private static Answer answer(int probe, int truth, float[] scores) {
        int said = truth == 0 ? 1 : 0;
        for (int label = 0; label < scores.length; label++) {
            if (label != truth && scores[label] > scores[said]) {
                said = label;
            }
        }
        said = scores[truth] > scores[said] ? truth : said;
        return new Answer(probe, truth, said, scores[said], scores[truth]);
    }

    private static double[] others(float[] scores, int truth, int step, int offset) {
        List<Double> kept = new ArrayList<>();
        for (int label = offset % step; label < scores.length; label += step) {
            if (label != truth && scores[label] > Float.NEGATIVE_INFINITY) {
                kept.add((double) scores[label]);
            }
        }
        return kept.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
