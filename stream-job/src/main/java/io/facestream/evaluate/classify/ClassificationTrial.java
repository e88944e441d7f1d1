package io.facestream.evaluate.classify;

import io.facestream.evaluate.PictureVector;
import io.facestream.evaluate.PictureVectors;
import io.facestream.vision.evaluate.Interval;
import io.facestream.vision.evaluate.Resampling;
import io.facestream.vision.evaluate.classify.ClosedSet;
import io.facestream.vision.evaluate.classify.ClosedSet.Answer;
import io.facestream.vision.evaluate.classify.ClosedSet.Outcome;
import io.facestream.vision.evaluate.classify.LabelledVector;
import io.facestream.vision.evaluate.classify.ThresholdChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Asks for the class of pictures whose class is known. */
public final class ClassificationTrial {
    /** Rates of false accepts that thresholds are told for. */
    private static final List<Double> RATES = List.of(1e-2, 1e-3, 1e-4);

    private static final long SEED = 1;

    /** A part's vectors with their classes, and the names of their pictures. */
    private record Part(List<LabelledVector> vectors, List<String> names, int strangers) {}

    private final ClassFolder enrolled;
    private final PictureVectors vectors;
    private final ClosedSet.By by;
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * A trial on enrolled pictures.
     *
     * @param vectors of the pictures, in their order
     */
    public ClassificationTrial(ClassFolder enrolled, PictureVectors vectors, ClosedSet.By by) {
        this.enrolled = enrolled;
        this.vectors = vectors;
        this.by = by;
        for (int i = 0; i < enrolled.classes().size(); i++) {
            places.put(enrolled.classes().get(i), i);
        }
    }

    /**
     * Asks about each enrolled picture as if it were not enrolled.
     *
     * @throws IllegalArgumentException if there are too few classes or pictures
     */
    public ClassificationResult leaveOneOut(IntConsumer progress) {
        Part all = part(enrolled, vectors);
        Outcome outcome = ClosedSet.of(enrolled.classes(), all.vectors(), by).leaveOneOut(progress);
        return result(outcome, true, all, all, vectors.refused());
    }

    /**
     * Asks about other pictures of the same classes; those of other classes are left out and counted.
     *
     * @throws IllegalArgumentException if the vectors are of another model, or there are too few classes or pictures
     */
    public ClassificationResult ask(ClassFolder test, PictureVectors testVectors, IntConsumer progress) {
        if (!testVectors.modelId().equals(vectors.modelId())) {
            throw new IllegalArgumentException("vectors: of " + vectors.modelId() + " and of " + testVectors.modelId()
                    + " (expected: of one model)");
        }
        Part known = part(enrolled, vectors);
        Part asked = part(test, testVectors);
        Outcome outcome = ClosedSet.of(enrolled.classes(), known.vectors(), by).ask(asked.vectors(), progress);
        List<PictureVector> refused = Stream.concat(vectors.refused().stream(), testVectors.refused().stream())
                .toList();
        return result(outcome, false, known, asked, refused);
    }

    private Part part(ClassFolder folder, PictureVectors found) {
        List<LabelledVector> labelled = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int strangers = 0;
        for (int i = 0; i < folder.pictures().size(); i++) {
            PictureVector picture = found.all().get(i);
            Integer label = places.get(folder.classes().get(folder.labels().get(i)));
            if (label == null) {
                strangers++;
            } else if (picture.vector() != null) {
                labelled.add(new LabelledVector(label, picture.vector()));
                names.add(picture.name());
            }
        }
        return new Part(labelled, names, strangers);
    }

    private ClassificationResult result(
            Outcome outcome, boolean leaveOneOut, Part known, Part asked, List<PictureVector> refused) {
        List<ThresholdChoice> thresholds = ThresholdChoice.of(outcome.scores(), RATES);
        return new ClassificationResult(
                vectors.modelId(),
                by,
                leaveOneOut,
                known.vectors().size(),
                asked.names(),
                outcome,
                interval(outcome.answers()),
                thresholds,
                thresholds.stream()
                        .map(choice -> ClassificationResult.Named.at(choice.threshold(), outcome.answers()))
                        .toList(),
                asked.strangers(),
                refused);
    }

    private Interval interval(List<Answer> answers) {
        int[] shown =
                answers.stream().mapToInt(Answer::truth).distinct().sorted().toArray();
        int[] groups = answers.stream()
                .mapToInt(answer -> Arrays.binarySearch(shown, answer.truth()))
                .toArray();
        boolean[] right = new boolean[groups.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = answers.get(i).said() == answers.get(i).truth();
        }
        return Resampling.ofShare(right, groups, shown.length, SEED);
    }
}
