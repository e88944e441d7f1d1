package io.facestream.evaluate.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.evaluate.identify.EnrolledPeople;
import io.facestream.evaluate.identify.Probe;
import io.facestream.vision.evaluate.OperatingPoint.Support;
import io.facestream.vision.evaluate.Proportion;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FacebankCalibrationTest {
    /** At 1e-1 the cosine is 0.2, at 1e-2 0.3. */
    private static final MatchThresholds CARD =
            MatchThresholds.of(List.of(new ThresholdRow(1, List.of(1e-1, 1e-2), List.of(0.2, 0.3))));

    private final EnrolledPeople anna =
            new EnrolledPeople("made", "m", List.of(new Template("a", "anna", new float[] {1, 0})), "", Set.of());

    /** Impostors 0 to 99, the n-th with a cosine of n / 200 to Anna. */
    private static List<Probe> impostors() {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            float cosine = i / 200f;
            probes.add(new Probe("p" + i, "p" + i + ".jpg", new float[] {cosine, (float) Math.sqrt(1 - cosine * cosine)
            }));
        }
        return probes;
    }

    @Test
    void theThresholdLetsTheAskedShareOfImpostorsPass() {
        FacebankCalibration found = FacebankCalibration.of(anna, impostors(), CARD, 0.1, 3, 1);

        // 90 to 99 may pass: 0.45 and more; 89 is 0.4450, and the next step is 0.4451; the card says 0.2
        assertThat(found.whole().threshold()).isEqualTo(0.4451);
        assertThat(found.whole().shift()).isEqualTo(0.2451);
        assertThat(found.whole().found()).isEqualTo(new Proportion(10, 100));
        assertThat(found.whole().atCard()).isEqualTo(new Proportion(60, 100));
        assertThat(found.support()).isEqualTo(Support.FEW);
    }

    @Test
    void whoIsEnrolledIsNoImpostor() {
        List<Probe> probes = new ArrayList<>(impostors());
        probes.add(new Probe("anna", "x.jpg", new float[] {1, 0}));

        FacebankCalibration found = FacebankCalibration.of(anna, probes, CARD, 0.1, 3, 1);

        assertThat(found.enrolled()).containsExactly("anna");
        assertThat(found.impostors()).isEqualTo(100);
        assertThat(found.whole().threshold()).isEqualTo(0.4451);
    }

    @Test
    void tooFewImpostorsAreToldWithHowManyItTakes() {
        assertThatThrownBy(() -> FacebankCalibration.of(anna, impostors(), CARD, 0.001, 3, 1))
                .isInstanceOf(TooFewException.class)
                .hasMessage("impostors: 100 (expected: at least 1000 to see an FPIR of 0.001 at all, 30000 to be true"
                        + " to a third)");
    }

    @Test
    void nobodyCountsMoreOftenThanAskedFor() {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            probes.add(new Probe(i < 7 ? "many" : "p" + i, i + ".jpg", new float[] {0, 1}));
        }
        assertThat(FacebankCalibration.atMost(probes, 2, 1)).hasSize(5);
    }

    @Test
    void aPictureIsHeldAgainstItsPersonsOthersAndEverybodyElse() {
        // Anna's two pictures are 0.6 alike; Bert's one picture is 0.8 like the second of them.
        EnrolledPeople people = new EnrolledPeople(
                "made",
                "m",
                List.of(
                        new Template("a1", "anna", new float[] {1, 0, 0}),
                        new Template("a2", "anna", new float[] {0.6f, 0.8f, 0}),
                        new Template("b1", "bert", new float[] {0, 1, 0})),
                "",
                Set.of());

        LeaveOneOut own = LeaveOneOut.of(people);

        // a1: own 0.6, bert 0; a2: own 0.6, bert 0.8; b1 with Anna's mean (1.6, 0.8) / 1.7889: 0.4472
        assertThat(own.scores().withinRank(1)).isEqualTo(new Proportion(1, 2));
        assertThat(own.scores().falseNegatives(0.5, 1)).isEqualTo(new Proportion(1, 2));
        assertThat(own.scores().falsePositives(0.44)).isEqualTo(new Proportion(2, 3));
        assertThat(own.scores().falsePositives(0.45)).isEqualTo(new Proportion(1, 3));
        assertThat(own.pairs()).containsExactly(new LeaveOneOut.Pair("anna", "bert", 0.8));
    }

    @Test
    void aCheckKeepsThePartsOfADrawApart() {
        List<Probe> crowd = impostors();

        CalibrationCheck check = CalibrationCheck.of(crowd, 10, CARD, 0.1, 2, 1, java.util.Map.of());

        // of 90 others 30 choose and 60 are counted
        assertThat(check.rounds()).hasSize(2).allSatisfy(round -> {
            assertThat(round.calibration()).isEqualTo(30);
            assertThat(round.found().of()).isEqualTo(60);
        });
        assertThatThrownBy(() -> CalibrationCheck.of(crowd, 90, CARD, 0.1, 1, 1, java.util.Map.of()))
                .hasMessageStartingWith("people: 100 (expected: at least 120, 90 to enrol");
    }
}
