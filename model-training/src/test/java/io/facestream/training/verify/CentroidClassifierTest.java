package io.facestream.training.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.training.generate.GeneratedFaces;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FlipAugmentation;
import org.junit.jupiter.api.Test;

class CentroidClassifierTest {
    private static final PictureEmbedder BY_ANGLE = crops -> crops.stream()
            .map(crop -> Math.toRadians(crop[0]))
            .map(angle -> Embedding.ofRaw(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}))
            .toList();

    @Test
    void aProbeIsNamedAfterTheNearestMean() {
        // means lie at 10 and 90 degrees; 45 and 20 are nearer to Ann, 80 to Bob, and so is Ann's 60
        FewPictures pictures = new FewPictures().person("Ann", 0, 20, 45, 60).person("Bob", 80, 100, 80, -1);
        CentroidClassifier classifier = CentroidClassifier.enrol(BY_ANGLE, pictures, new int[] {0, 1, 4, 5});
        CentroidClassifier.Accuracy accuracy = classifier.accuracy(pictures, new int[] {2, 3, 6, 7});
        assertThat(accuracy).isEqualTo(new CentroidClassifier.Accuracy(2, 3, 1));
        assertThat(accuracy.share()).isEqualTo(2.0 / 3);
    }

    @Test
    void onePersonIsNoChoice() {
        FewPictures pictures = new FewPictures().person("Ann", 0, 20);
        assertThatThrownBy(() -> CentroidClassifier.enrol(BY_ANGLE, pictures, pictures.all()))
                .isInstanceOf(TrainingException.class)
                .hasMessage("enrolled people: 1 (expected: at least 2)");
    }

    @Test
    void reducedPicturesKeepTheirLightAndLoseTheirDetail() throws UnreadablePictureException {
        GeneratedFaces faces = new GeneratedFaces(0, 1, 1, 1);
        byte[] full = faces.read(0);
        byte[] reduced = new ReducedPictures(faces, 24).read(0);
        assertThat(reduced).hasSameSizeAs(full);
        assertThat(mean(reduced)).isBetween(mean(full) - 2, mean(full) + 2);
        assertThat(roughness(reduced)).isLessThan(roughness(full) / 2);
        assertThatThrownBy(() -> new ReducedPictures(faces, 112))
                .hasMessage("reducedSide: 112 (expected: at least 1, below the set's 112)");
    }

    @Test
    void aMirrorImageHasLeftAndRightExchangedAndColoursKept() {
        byte[] crop = new byte[112 * 112 * 3];
        crop[3 * (112 * 5 + 2) + 1] = 7;
        byte[] mirrored = FlipAugmentation.mirrored(crop);
        assertThat(mirrored[3 * (112 * 5 + 109) + 1]).isEqualTo((byte) 7);
        assertThat(FlipAugmentation.mirrored(mirrored)).isEqualTo(crop);
    }

    private static double mean(byte[] bgr) {
        double sum = 0;
        for (byte value : bgr) {
            sum += value & 0xff;
        }
        return sum / bgr.length;
    }

    private static double roughness(byte[] bgr) {
        double sum = 0;
        for (int i = 3; i < bgr.length; i++) {
            sum += Math.abs((bgr[i] & 0xff) - (bgr[i - 3] & 0xff));
        }
        return sum;
    }
}
