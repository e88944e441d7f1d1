package io.facestream.console.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.vision.quality.FaceQuality;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On vectors in a plane, whose cosines are those of the angles between them; a search gives four digits of them. */
class FacebankScoresTest {
    @Test
    void eachPictureIsHeldAgainstTheOthersOfItsPersonAndAgainstEverybodyElse() {
        FacebankScores scores = FacebankScores.of(bank(picture("ada", 0), picture("ada", 60), picture("bob", 180)));

        // ada's two are one comparison; her mean lies at 30 degrees
        assertThat(scores.same().values()).containsExactly(new double[] {cos(60)}, within(1e-4));
        assertThat(scores.different().values())
                .containsExactly(new double[] {cos(180), cos(150), cos(120)}, within(1e-4));
        assertThat(scores.best().values()).containsExactly(new double[] {cos(180), cos(150), cos(120)}, within(1e-4));
        assertThat(scores.people()).isEqualTo(2);
        assertThat(scores.templates()).isEqualTo(3);
        assertThat(scores.sampled()).isFalse();
    }

    @Test
    void ofThreePicturesEachIsLeftOutOnce() {
        FacebankScores scores = FacebankScores.of(bank(picture("ada", 0), picture("ada", 40), picture("ada", 80)));

        // with the mean of the others: 0 with 60, 40 with 40, 80 with 20
        assertThat(scores.same().values()).containsExactly(new double[] {cos(60), cos(60), cos(0)}, within(1e-4));
        assertThat(scores.different().count()).isZero();
        assertThat(scores.best().count()).isZero();
    }

    @Test
    void aStrangersBestScoreIsThatOfTheNearestPerson() {
        FacebankScores scores = FacebankScores.of(bank(picture("ada", 0), picture("bob", 50), picture("cyd", 170)));

        assertThat(scores.best().values()).containsExactly(new double[] {cos(120), cos(50), cos(50)}, within(1e-4));
        assertThat(scores.different().count()).isEqualTo(6);
    }

    @Test
    void aLargeFacebankIsComparedInPart() {
        List<FacebankRecord> records = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            records.add(picture("person " + i, i * 360.0 / 1_500));
        }

        FacebankScores scores = FacebankScores.of(bank(records.toArray(FacebankRecord[]::new)));

        assertThat(scores.sampled()).isTrue();
        assertThat(scores.best().count()).isEqualTo(1_000);
        assertThat(scores.different().count()).isEqualTo(1_000 * 999);
        assertThat(scores.people()).isEqualTo(1_500);
    }

    @Test
    void scoresAreCountedByBarAndFromAThresholdOn() {
        Scores scores = Scores.of(new double[] {0.3, -0.9, 0.12, 1.0, 0.3});

        assertThat(scores.atOrAbove(0.3)).isEqualTo(3);
        assertThat(scores.atOrAbove(0.31)).isEqualTo(1);
        assertThat(scores.atOrAbove(-1)).isEqualTo(5);
        assertThat(scores.bars()[0]).as("what is below the first bar").isEqualTo(1);
        assertThat(scores.bars()[10]).as("0.10 to 0.15").isEqualTo(1);
        assertThat(scores.bars()[Scores.BARS - 1]).as("the last bar").isEqualTo(1);
        assertThat(scores.bars()).hasSize(28);
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }

    private static Facebank bank(FacebankRecord... records) {
        return Facebank.of(1, "m".repeat(64), "plane", List.of(records));
    }

    private static FacebankRecord picture(String person, double degrees) {
        float[] unit = {(float) cos(degrees), (float) Math.sin(Math.toRadians(degrees))};
        return new FacebankRecord(
                person + " at " + degrees,
                person,
                person,
                "m".repeat(64),
                unit,
                1,
                degrees + ".jpg",
                "",
                new FaceQuality(50, 100, 1, 0, 0, 0, 0.5f, 1),
                "",
                "",
                FacebankRecord.NO_EXPIRY,
                false,
                false);
    }
}
