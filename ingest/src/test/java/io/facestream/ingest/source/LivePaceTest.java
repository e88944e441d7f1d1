package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Back-off and adaptive interval of live cameras. */
class LivePaceTest {

    @Test
    void aCameraThatDoesNotAnswerIsTriedAtLeastEveryFourSeconds() {
        assertThat(waits(Reason.DISCONNECTED, 6)).containsExactly(1L, 2L, 4L, 4L, 4L, 4L);
        assertThat(waits(Reason.TIMEOUT, 4)).containsExactly(1L, 2L, 4L, 4L);
    }

    @Test
    void aWrongPasswordIsNotTriedInAStorm() {
        assertThat(waits(Reason.UNAUTHORIZED, 7)).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
        assertThat(waits(Reason.NOT_FOUND, 6)).endsWith(30L);
    }

    @Test
    void aCameraThatCameBackIsTriedSoonAgain() {
        BackOff backOff = new BackOff();
        backOff.after(new CameraException(Reason.TIMEOUT, ""));
        backOff.after(new CameraException(Reason.TIMEOUT, ""));
        backOff.reset();
        assertThat(backOff.after(new CameraException(Reason.TIMEOUT, "")).toSeconds())
                .isEqualTo(1);
    }

    @Test
    void theIntervalStretchesWhileFramesAreReplacedAndRecovers() {
        AdaptiveInterval interval = new AdaptiveInterval(120);
        assertThat(interval.tooSoon(0)).isFalse();
        for (int i = 0; i < 40; i++) {
            interval.replaced(1_000);
        }
        assertThat(interval.tooSoon(2_999)).isTrue();
        assertThat(interval.tooSoon(3_000)).isFalse();
        for (int i = 0; i < 60; i++) {
            interval.taken(5_000);
        }
        assertThat(interval.tooSoon(5_001)).as("back on the grid").isFalse();
    }

    private static List<Long> waits(Reason reason, int times) {
        BackOff backOff = new BackOff();
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            seconds.add(backOff.after(new CameraException(reason, "")).toSeconds());
        }
        return seconds;
    }
}
