package io.facestream.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.Colour;
import io.facestream.vision.model.ModelCard.Family;
import io.facestream.vision.model.ModelCard.Input;
import io.facestream.vision.model.ModelCard.Layout;
import io.facestream.vision.model.ModelCard.Pass;
import io.facestream.vision.model.ModelCard.Resize;
import io.facestream.vision.model.ModelCard.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorPassTest {
    private static final int MILLION = 1_228_800;

    @Test
    void theFinePassShowsTheSmallestFaceLargeEnough() {
        for (int[] size : new int[][] {{640, 480}, {1280, 720}, {1920, 1080}, {720, 1280}}) {
            List<DetectorPass> passes = DetectorPass.plan(twoPasses(), true, 16, size[0], size[1], 32, MILLION);
            assertThat(passes).hasSize(2);
            assertThat(passes.get(0)).isEqualTo(new DetectorPass(320, 240, Resize.STRETCH, 0.7f, 0));
            DetectorPass fine = passes.get(1);
            assertThat(32f * fine.height() / size[1]).isBetween(24f, 25.5f);
            assertThat(fine.width() % 16).isZero();
            // what is too large for the fine pass is large enough for the coarse one
            assertThat(fine.maxBoxHeight() / fine.height() * 240)
                    .isGreaterThanOrEqualTo(DetectorPass.COARSE_FOUND_FROM - 0.01f);
        }
    }

    @Test
    void thereIsNoFinePassWhereTheFirstSeesAll() {
        assertThat(DetectorPass.plan(twoPasses(), true, 16, 640, 480, 100, MILLION))
                .hasSize(1);
        assertThat(DetectorPass.plan(twoPasses(), true, 16, 200, 150, 32, MILLION))
                .hasSize(1);
    }

    @Test
    void aLargePhotographIsLimited() {
        DetectorPass fine = DetectorPass.plan(twoPasses(), true, 16, 6988, 4664, 32, MILLION)
                .get(1);
        assertThat(fine.width() * fine.height()).isBetween(1_200_000, 1_270_000);
    }

    @Test
    void aNetworkOfOneSizeLooksOnce() {
        assertThat(DetectorPass.plan(card(List.of()), false, 32, 1920, 1080, 32, MILLION))
                .containsExactly(new DetectorPass(640, 640, Resize.LETTERBOX, 0.5f, 0));
    }

    @Test
    void aFreeNetworkWithoutPassesFollowsThePicturesShape() {
        assertThat(DetectorPass.plan(card(List.of()), true, 32, 1280, 720, 32, MILLION))
                .containsExactly(new DetectorPass(960, 544, Resize.LETTERBOX, 0.5f, 0));
        assertThat(DetectorPass.plan(card(List.of()), true, 32, 250, 250, 32, MILLION))
                .containsExactly(new DetectorPass(256, 256, Resize.LETTERBOX, 0.5f, 0));
    }

    private static ModelCard twoPasses() {
        return card(
                List.of(new Pass(320, 240, Resize.STRETCH, 0.7f, 0), new Pass(640, 480, Resize.LETTERBOX, 0.9f, 96)));
    }

    private static ModelCard card(List<Pass> passes) {
        Input input = new Input(640, 640, Colour.RGB, List.of(127f), List.of(1 / 128f), Layout.NCHW);
        return new ModelCard(
                1,
                "d",
                Task.DETECTION,
                Family.RFB,
                "d.onnx",
                "0".repeat(64),
                input,
                Resize.LETTERBOX,
                0,
                0.5f,
                0.4f,
                0,
                passes,
                "",
                "",
                List.of(),
                List.of(),
                "");
    }
}
