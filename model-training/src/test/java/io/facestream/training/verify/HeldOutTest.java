package io.facestream.training.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.training.TrainingException;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.evaluate.LfwPairs;
import io.facestream.vision.evaluate.PicturePair;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutTest {
    /** The vector that lies at the picture's angle. */
    private static final PictureEmbedder BY_ANGLE = crops -> crops.stream()
            .map(crop -> Math.toRadians(crop[0]))
            .map(angle -> Embedding.ofRaw(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}))
            .toList();

    @Test
    void everyPictureIsComparedWithEveryOther() {
        FewPictures pictures = new FewPictures().person("Ann", 0, 10).person("Bob", 60, 80, 90);
        Verification verification = HeldOut.allPairs(pictures, pictures.all()).verify(BY_ANGLE, false);
        assertThat(verification.samePairs()).isEqualTo(1 + 3);
        assertThat(verification.differentPairs()).isEqualTo(6);
        // Bob's farthest pair is 30 degrees apart, the nearest of two people 50
        assertThat(verification.areaUnderCurve()).isEqualTo(1);
        assertThat(verification.equalErrorRate()).isZero();
        assertThat(verification.threshold())
                .isEqualTo((Math.cos(Math.toRadians(30)) + Math.cos(Math.toRadians(50))) / 2, within(1e-6));
        assertThat(verification.accuracy()).isEqualTo(1);
    }

    @Test
    void onlyThePicturesThatAreNamedTakePart() {
        FewPictures pictures = new FewPictures().person("Ann", 0, 10, 120).person("Bob", 60, 80);
        HeldOut held = HeldOut.allPairs(pictures, new int[] {0, 1, 3});
        assertThat(held.pictureCount()).isEqualTo(3);
        assertThat(held.verify(BY_ANGLE, false).differentPairs()).isEqualTo(2);
    }

    @Test
    void aPictureThatCannotBeReadTakesItsPairsWithIt() {
        FewPictures pictures =
                new FewPictures().person("Ann", 0, 10, FewPictures.DAMAGED).person("Bob", 60, 80);
        Verification verification = HeldOut.allPairs(pictures, pictures.all()).verify(BY_ANGLE, false);
        assertThat(verification.unreadable()).isEqualTo(1);
        assertThat(verification.samePairs()).isEqualTo(2);
        assertThat(verification.differentPairs()).isEqualTo(4);
    }

    @Test
    void aPictureWithoutAVectorIsLikeNobody() {
        FewPictures pictures = new FewPictures().person("Ann", 0, 10).person("Bob", 80, 90);
        PictureEmbedder failsAtTen = crops -> BY_ANGLE.embed(crops).stream()
                .map(embedding -> Math.abs(embedding.unit()[1] - Math.sin(Math.toRadians(10))) < 1e-6
                        ? Embedding.ofRaw(new float[2])
                        : embedding)
                .toList();
        Verification verification = HeldOut.allPairs(pictures, pictures.all()).verify(failsAtTen, false);
        assertThat(verification.refused()).isEqualTo(1);
        assertThat(verification.scores().same())
                .containsExactly(new double[] {0, Math.cos(Math.toRadians(10))}, within(1e-6));
    }

    @Test
    void aProtocolsFoldsGiveTheAccuracyOfFolds() {
        FewPictures pictures =
                new FewPictures().person("Ann", 0, 10).person("Bob", 60, 90).person("Cy", 110);
        LfwPairs protocol = new LfwPairs(List.of(
                List.of(pair("Ann", 1, "Ann", 2, true), pair("Ann", 2, "Bob", 1, false)),
                List.of(pair("Bob", 1, "Bob", 2, true), pair("Bob", 2, "Cy", 1, false))));
        Verification verification = HeldOut.pairs(pictures, protocol).verify(BY_ANGLE, false);
        // fold 1 has 10 degrees against 50 and so a threshold at about 36, where fold 2 accepts both its 30 and its 20;
        // fold 2 does best to reject both, from 20 degrees on, where fold 1 makes no error
        assertThat(verification.accuracy()).isEqualTo(0.75);
        assertThat(verification.accuracyDeviation()).isEqualTo(0.25);
        assertThat(verification.samePairs()).isEqualTo(2);
        assertThat(verification.differentPairs()).isEqualTo(2);
    }

    @Test
    void aProtocolsPictureThatIsMissingIsNamed() {
        FewPictures pictures = new FewPictures().person("Ann", 0, 10);
        LfwPairs protocol = new LfwPairs(List.of(List.of(pair("Ann", 1, "Ann", 3, true))));
        assertThatThrownBy(() -> HeldOut.pairs(pictures, protocol))
                .isInstanceOf(TrainingException.class)
                .hasMessage("pairs: Ann/Ann_0003.jpg (expected: one of the 2 pictures)");
    }

    @Test
    void onePersonAloneCannotBeVerified() {
        FewPictures pictures = new FewPictures().person("Ann", 0, 10);
        assertThatThrownBy(() -> HeldOut.allPairs(pictures, pictures.all()))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("held-out pictures: 1 pairs of one person, 0 of two (expected: some of both");
    }

    @Test
    void tooManyPicturesForAllPairsAreRefusedBeforeMemoryEnds() {
        FewPictures pictures = new FewPictures().person("Ann", 0, 10);
        assertThatThrownBy(() -> HeldOut.allPairs(pictures, new int[3001]))
                .isInstanceOf(TrainingException.class)
                .hasMessage("held-out pictures: 3001 (expected: at most 3000, as each is compared with each)");
    }

    private static PicturePair pair(String first, int number, String second, int other, boolean same) {
        return new PicturePair(LfwPairs.path(first, number), LfwPairs.path(second, other), same);
    }
}
