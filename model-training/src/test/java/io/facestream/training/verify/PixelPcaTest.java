package io.facestream.training.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelPcaTest {
    @Test
    void theEigenvectorsOfASmallMatrixAreThoseFoundByHand() {
        // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, -1)
        SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, 1}, {1, 2}});
        assertThat(eigen.value(0)).isEqualTo(3, within(1e-12));
        assertThat(eigen.value(1)).isEqualTo(1, within(1e-12));
        assertThat(eigen.vector(0)[0]).isEqualTo(eigen.vector(0)[1], within(1e-12));
        assertThat(Math.abs(eigen.vector(0)[0])).isEqualTo(Math.sqrt(0.5), within(1e-12));
        // a diagonal matrix is sorted
        SymmetricEigen diagonal = SymmetricEigen.of(new double[][] {{1, 0, 0}, {0, 5, 0}, {0, 0, 3}});
        assertThat(diagonal.value(0)).isEqualTo(5);
        assertThat(diagonal.vector(1)).containsExactly(0, 0, 1);
    }

    @Test
    void picturesThatDifferInTwoWaysHaveTwoComponents() {
        // the left half takes +-40, the right half +-20 about 100: all four combinations
        List<byte[]> crops = new ArrayList<>();
        for (int left : new int[] {60, 140}) {
            for (int right : new int[] {80, 120}) {
                crops.add(halves(left, right));
            }
        }
        PixelPca pca = PixelPca.fit(crops, 2, 1);
        // a half has 1,568 pixels, its component the length of 1: the variance along it is 1,568 times the pixel's
        assertThat(pca.variances()).containsExactly(new double[] {1568 * 1600.0, 1568 * 400.0}, within(50.0));
        float[] sameLeft = pca.embed(List.of(halves(140, 100))).get(0).unit();
        assertThat(Math.abs(sameLeft[0])).isEqualTo(1, within(1e-4f));
        // (40, 20) and (40, -20) in coordinates of the halves: cosine (1600 - 400) / 2000
        assertThat(pca.embed(List.of(halves(140, 120)))
                        .get(0)
                        .cosine(pca.embed(List.of(halves(140, 80))).get(0)))
                .isEqualTo(0.6f, within(1e-4f));
    }

    @Test
    void moreComponentsThanPicturesAreRefused() {
        List<byte[]> two = List.of(halves(1, 2), halves(3, 4));
        assertThatThrownBy(() -> PixelPca.fit(two, 2, 1))
                .hasMessage("components: 2 (expected: at least 1, below the 2 pictures and 3136 pixels)");
    }

    private static byte[] halves(int left, int right) {
        byte[] crop = new byte[112 * 112 * 3];
        for (int at = 0; at < crop.length; at++) {
            crop[at] = (byte) (at / 3 % 112 < 56 ? left : right);
        }
        return crop;
    }
}
