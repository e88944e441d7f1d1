package io.facestream.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.vision.model.ModelCard.Family;
import org.junit.jupiter.api.Test;

class DecoderTest {
    @Test
    void scrfdWithNineOutputsWithoutBatchInAnyOrder() {
        // 64 x 64: 64, 16 and 4 cells of two anchors; the order of the outputs is of no meaning
        FixedOutputs outputs = new FixedOutputs()
                .add(8, 10)
                .add(32, 4)
                .add(128, 1)
                .add(8, 1)
                .add(128, 4)
                .add(32, 10)
                .add(8, 4)
                .add(32, 1)
                .add(128, 10);
        // stride 16, column 2, row 1, second anchor: (1 * 4 + 2) * 2 + 1 = 13
        outputs.set(7, 13, 0.9f).set(1, 13, 1, 0.5f, 1, 1.5f);
        outputs.set(5, 13, -0.5f, 0, 0.5f, 0, 0, 0.5f, -0.25f, 1, 0.25f, 1);
        Candidates found = decode(AnchorFreeDecoder.of(Family.SCRFD, "s", outputs.shapes()), outputs, 64, 64);
        assertThat(found.size()).isEqualTo(1);
        DetectedFace face = found.get(0);
        assertThat(face.box()).isEqualTo(new FaceBox(2 * 16, 2 * 8, 2 * 32, 2 * 32));
        assertThat(face.points())
                .containsExactly(2 * 24, 2 * 16, 2 * 40, 2 * 16, 2 * 32, 2 * 24, 2 * 28, 2 * 32, 2 * 36, 2 * 32);
    }

    @Test
    void scrfdWithSixOutputsHasNoPoints() {
        FixedOutputs outputs = new FixedOutputs()
                .add(1, 128, 1)
                .add(1, 32, 1)
                .add(1, 8, 1)
                .add(1, 128, 4)
                .add(1, 32, 4)
                .add(1, 8, 4);
        outputs.set(2, 7, 0.8f).set(5, 7, 1, 1, 1, 1);
        AnchorFreeDecoder decoder = AnchorFreeDecoder.of(Family.SCRFD, "s", outputs.shapes());
        Candidates found = decode(decoder, outputs, 64, 64);
        assertThat(decoder.findsPoints()).isFalse();
        assertThat(decoder.multiple()).isEqualTo(32);
        assertThat(found.get(0).landmarks()).isEmpty();
        assertThat(found.get(0).box()).isEqualTo(new FaceBox(0, 0, 128, 128));
    }

    @Test
    void scrfdWithFiveStridesAndOneAnchor() {
        for (boolean points : new boolean[] {false, true}) {
            FixedOutputs outputs = new FixedOutputs();
            for (int cells : new int[] {256, 64, 16, 4, 1}) {
                outputs.add(cells, 1).add(cells, 4);
                if (points) {
                    outputs.add(cells, 10);
                }
            }
            int last = points ? 12 : 8;
            outputs.set(last, 0, 0.7f).set(last + 1, 0, 0, 0, 0.5f, 0.25f);
            AnchorFreeDecoder decoder = AnchorFreeDecoder.of(Family.SCRFD, "s", outputs.shapes());
            Candidates found = decode(decoder, outputs, 128, 128);
            assertThat(decoder.multiple()).isEqualTo(128);
            assertThat(decoder.findsPoints()).isEqualTo(points);
            assertThat(found.get(0).box()).isEqualTo(new FaceBox(0, 0, 128, 64));
        }
    }

    @Test
    void yunetMultipliesItsTwoScores() {
        FixedOutputs outputs = new FixedOutputs();
        for (int width : new int[] {1, 1, 4, 10}) {
            outputs.add(1, 64, width).add(1, 16, width).add(1, 4, width);
        }
        outputs.set(1, 6, 0.9f).set(4, 6, 0.9f).set(7, 6, 0.5f, 0.5f, 0, (float) Math.log(2));
        outputs.set(0, 6, 0.9f).set(3, 6, 0.1f);
        Candidates found = decode(AnchorFreeDecoder.of(Family.YUNET, "y", outputs.shapes()), outputs, 64, 64);
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.get(0).score()).isCloseTo(0.9f, org.assertj.core.api.Assertions.within(1e-6f));
        assertThat(found.get(0).box()).isEqualTo(new FaceBox(2 * 32, 2 * 8, 2 * 16, 2 * 32));
    }

    @Test
    void outputsThatFitNoFamilyAreRefused() {
        FixedOutputs outputs = new FixedOutputs().add(128, 1).add(32, 1).add(128, 4);
        assertThatThrownBy(() -> AnchorFreeDecoder.of(Family.SCRFD, "odd", outputs.shapes()))
                .hasMessage(
                        "detector odd: 2 score, 1 box and 0 point outputs of 3 (expected: 1 score, 1 box and 1 or 0 points a stride)");
    }

    @Test
    void rawRfbCentresFollowTheSizeNotTheStride() {
        // 320 x 240 at stride 64: 5 x 4 cells; the last prior of all is 256 wide, its centre at (4.5 * 64, 3.5 * 60)
        FixedOutputs outputs = new FixedOutputs().add(1, 4420, 2).add(1, 4420, 4);
        outputs.set(0, 4419, 0, 0.95f);
        Candidates found = new Candidates();
        found.clear(false);
        new RfbDecoder(true).decode(outputs, 320, 240, 0.5f, 1, 1, found);
        assertThat(found.get(0).box()).isEqualTo(new FaceBox(288 - 128, 210 - 128, 256, 256));
    }

    @Test
    void theBestOfOverlappingBoxesIsKept() {
        Candidates candidates = new Candidates();
        candidates.clear(false);
        for (int i = 0; i < 200; i++) {
            candidates.add(0.5f + (i % 7) / 20f, 10 + i % 3, 10, 50 + i % 3, 60);
            candidates.add(0.6f, 300, 10 + i % 4, 340, 60 + i % 4);
        }
        candidates.add(0.99f, 11, 11, 51, 61);
        candidates.suppress(0.4f);
        assertThat(candidates.size()).isEqualTo(2);
        assertThat(candidates.get(0).score()).isEqualTo(0.99f);
        assertThat(candidates.get(1).box().x()).isEqualTo(300);
    }

    private static Candidates decode(OutputDecoder decoder, FixedOutputs outputs, int width, int height) {
        Candidates found = new Candidates();
        found.clear(decoder.findsPoints());
        decoder.decode(outputs, width, height, 0.5f, 2, 2, found);
        return found;
    }
}
