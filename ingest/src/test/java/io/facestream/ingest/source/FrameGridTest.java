package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameGridTest {

    @Test
    void everyThirdFrameIsChosenAtTwentyFiveASecond() {
        FrameGrid grid = new FrameGrid(120, -1);
        assertThat(LongStream.range(0, 10).map(i -> i * 40).filter(grid::chooses))
                .containsExactly(0L, 120L, 240L, 360L);
    }

    @Test
    void theFirstFrameAtOrAfterEachPositionIsChosen() {
        FrameGrid grid = new FrameGrid(120, -1);
        List<Long> thirtyASecond = LongStream.range(0, 16)
                .map(i -> Math.round(i * 1000 / 30.0))
                .boxed()
                .toList();
        assertThat(thirtyASecond.stream().filter(grid::chooses)).containsExactly(0L, 133L, 267L, 367L, 500L);
    }

    @Test
    void aSlowCameraGivesEveryFrame() {
        FrameGrid grid = new FrameGrid(120, -1);
        assertThat(LongStream.of(0, 500, 1000, 1500).filter(grid::chooses)).hasSize(4);
    }

    @Test
    void theChoiceDoesNotDependOnWhereARunWasInterrupted() {
        List<Long> positions = LongStream.range(0, 300)
                .map(i -> Math.round(i * 1000 / 29.97))
                .boxed()
                .toList();
        FrameGrid whole = new FrameGrid(120, -1);
        List<Long> chosen = positions.stream().filter(whole::chooses).toList();
        for (long last : chosen) {
            FrameGrid resumed = new FrameGrid(120, last);
            assertThat(positions.stream().filter(at -> at > last).filter(resumed::chooses))
                    .containsExactlyElementsOf(
                            chosen.stream().filter(at -> at > last).toList());
        }
    }
}
