package io.facestream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.TestData;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reads files that other programs made. */
class FormatsIT {
    @Test
    void recordsOfMxnetAreReadWithoutTheirIndex() throws Exception {
        try (PictureSet set =
                PictureSets.open(TestData.shared("formats/train.rec").toString())) {
            assertThat(set.size()).isEqualTo(226);
            assertThat(set.classes()).containsExactly("0", "1", "2");
            // labels of the first six records, as a reader of another language told them
            assertThat(IntStream.range(0, 6).map(set::label)).containsExactly(0, 0, 2, 0, 2, 0);
            for (int i = 0; i < set.size(); i++) {
                assertThat(set.read(i)).hasSize(112 * 112 * 3);
            }
        }
    }

    @Test
    void pairsOfInsightFaceAreRead() throws Exception {
        PairFile pairs = PairFile.open(TestData.shared("formats/small_lfw.bin"));
        assertThat(pairs.pairs()).isEqualTo(10);
        assertThat(IntStream.range(0, 10).allMatch(pairs::same)).isTrue();
        try (PictureSet pictures = pairs.pictures()) {
            assertThat(pictures.size()).isEqualTo(20);
            for (int i = 0; i < 20; i++) {
                assertThat(pictures.read(i)).hasSize(112 * 112 * 3);
            }
        }
    }

    @Test
    void greyPicturesOfAnotherSizeComeOutAsSquaresOfThreeChannels() throws Exception {
        try (PictureSet set = PictureSets.open(TestData.shared("att_faces").toString())) {
            assertThat(set.size()).isEqualTo(400);
            assertThat(set.classes()).hasSize(40);
            byte[] bgr = set.read(0);
            for (int i = 0; i < bgr.length; i += 3) {
                assertThat(bgr[i] == bgr[i + 1] && bgr[i] == bgr[i + 2]).isTrue();
            }
        }
    }
}
