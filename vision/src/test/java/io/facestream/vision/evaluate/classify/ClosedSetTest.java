package io.facestream.vision.evaluate.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.embed.Embedding;
import io.facestream.vision.evaluate.VerificationScores;
import io.facestream.vision.evaluate.classify.ClosedSet.By;
import io.facestream.vision.evaluate.classify.ClosedSet.Outcome;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ClosedSetTest {
    private static final List<String> CLASSES = List.of("ann", "bob", "cara");

    @Test
    void aPictureIsGivenTheNearestMean() {
        // ann's mean points to 10 degrees, bob's to 90, cara's to 200
        ClosedSet set =
                ClosedSet.of(CLASSES, List.of(at(0, 0), at(0, 20), at(1, 80), at(1, 100), at(2, 200)), By.CENTROID);
        Outcome outcome = set.ask(List.of(at(0, 30), at(1, 48), at(2, 180)), done -> {});
        assertThat(outcome.answers()).extracting(ClosedSet.Answer::said).containsExactly(0, 0, 2);
        // 48 degrees lie 38 from ann's mean and 42 from bob's
        assertThat((double) outcome.answers().get(1).score()).isCloseTo(Math.cos(Math.toRadians(38)), within(1e-6));
        assertThat((double) outcome.answers().get(1).own()).isCloseTo(Math.cos(Math.toRadians(42)), within(1e-6));
        assertThat(outcome.matrix().accuracy()).isEqualTo(2.0 / 3);
        assertThat(outcome.matrix().count(1, 0)).isEqualTo(1);
        assertThat(outcome.scores().sameCount()).isEqualTo(3);
        assertThat(outcome.scores().differentCount()).isEqualTo(6);
    }

    @Test
    void theNearestPictureMayBeAnotherThanTheNearestMean() {
        List<LabelledVector> enrolled = List.of(at(0, 0), at(0, 60), at(1, 100));
        // 70 degrees: ann's mean at 30 is 40 away, bob 30; but ann's second picture is 10 away
        assertThat(ClosedSet.of(CLASSES, enrolled, By.CENTROID)
                        .ask(List.of(at(0, 70)), done -> {})
                        .answers()
                        .get(0)
                        .said())
                .isEqualTo(1);
        assertThat(ClosedSet.of(CLASSES, enrolled, By.NEAREST)
                        .ask(List.of(at(0, 70)), done -> {})
                        .answers()
                        .get(0)
                        .said())
                .isZero();
    }

    @Test
    void leftOutAPictureDoesNotNameItself() {
        // without itself ann's 60 stands against ann's 0 (60 away) and bob's 100 (40 away): wrong; ann's 0 against 60
        // and 100: right;
        // bob has one picture only, and is not asked about
        List<LabelledVector> enrolled = List.of(at(0, 0), at(0, 60), at(1, 100));
        for (By by : By.values()) {
            Outcome outcome = ClosedSet.of(CLASSES, enrolled, by).leaveOneOut(done -> {});
            assertThat(outcome.answers()).extracting(ClosedSet.Answer::said).containsExactly(0, 1);
            assertThat(outcome.lone()).isEqualTo(1);
            assertThat(outcome.matrix().balancedAccuracy()).isEqualTo(0.5);
        }
    }

    @Test
    void aDrawIsNotWonByTheOwnClass() {
        Outcome outcome = ClosedSet.of(CLASSES, List.of(at(0, 10), at(1, 10)), By.CENTROID)
                .ask(List.of(at(1, 10), at(0, 10)), done -> {});
        assertThat(outcome.matrix().right()).isZero();
    }

    @Test
    void thresholdsAreChosenInThreeWays() {
        VerificationScores scores = new VerificationScores(
                new double[] {0.9, 0.7},
                DoubleStream.iterate(0, s -> s + 0.005).limit(100).toArray());
        List<ThresholdChoice> choices = ThresholdChoice.of(scores, List.of(0.1, 1e-3));
        // the mean of one class is 0.8, of others 0.2475; between 0.495 and 0.7 all is right; at 0.1 ten of a hundred,
        // from 0.45 on
        assertThat(choices)
                .extracting(ThresholdChoice::name)
                .containsExactly("best balanced accuracy", "FAR 1e-1", "0.8 mean(same) + 0.2 mean(different)");
        assertThat(choices.get(0).threshold()).isCloseTo(0.5975, within(1e-9));
        assertThat(choices.get(1).falseAcceptRate()).isCloseTo(0.1, within(1e-9));
        assertThat(choices.get(1).threshold()).isBetween(0.445, 0.4500001);
        assertThat(choices.get(2).threshold()).isCloseTo(0.6895, within(1e-9));
        assertThat(choices.get(2).trueAcceptRate()).isEqualTo(1);
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        assertThatThrownBy(() -> ClosedSet.of(CLASSES, List.of(at(0, 0), at(0, 9)), By.CENTROID))
                .hasMessage("classes with a face: 1 (expected: at least 2)");
        assertThatThrownBy(() -> ClosedSet.of(CLASSES, List.of(at(0, 0), at(1, 9)), By.CENTROID)
                        .leaveOneOut(done -> {}))
                .hasMessage("pictures to ask about: 0 (expected: at least one, so a class of two pictures)");
    }

    private static LabelledVector at(int label, double degrees) {
        double angle = Math.toRadians(degrees);
        return new LabelledVector(
                label, Embedding.ofRaw(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}));
    }
}
