package io.facestream.job.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.observe.Counts;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.observe.ObservedFace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrackerTest {
    private static final int STEP = 120;

    private final Tracker tracker = new Tracker(TrackerOptions.defaults());
    private TrackerState state = TrackerState.EMPTY;

    @Test
    void aMovingFaceKeepsItsTrack() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            ids.add(only(frame(i * STEP, face(100 + 23 * i, 200, 100))).trackId());
        }
        assertThat(ids).containsExactly("cam-0-0");
    }

    @Test
    void twoFacesThatPassEachOtherKeepTheirTracks() {
        for (int i = 0; i <= 40; i++) {
            float left = 100 + 20 * i;
            float right = 900 - 20 * i;
            // Lanes differ by half a face: boxes overlap while the two pass.
            List<TrackedFace> faces =
                    frame(i * STEP, face(left, 200, 100), face(right, 250, 100)).faces();
            assertThat(trackIn(faces, 200)).isEqualTo("cam-0-0");
            assertThat(trackIn(faces, 250)).isEqualTo("cam-0-1");
        }
    }

    @Test
    void aFaceThatIsHiddenForAMomentKeepsItsTrackAndOneThatIsGoneLosesIt() {
        frame(0, face(100, 100, 80));
        frame(120, face(110, 100, 80));
        assertThat(frame(960).ended()).isEmpty();
        assertThat(only(frame(1_080, face(180, 100, 80))).trackId()).isEqualTo("cam-0-0");

        List<TrackEnd> ended = frame(2_200).ended();
        assertThat(ended).singleElement().satisfies(end -> {
            assertThat(end.trackId()).isEqualTo("cam-0-0");
            assertThat(end.confirmed()).isTrue();
            assertThat(end.lastSeenMillis()).isEqualTo(1_080);
        });
        assertThat(only(frame(2_320, face(180, 100, 80))).trackId()).isEqualTo("cam-2320-0");
    }

    @Test
    void aSingleDetectionIsNoTrack() {
        assertThat(only(frame(0, face(100, 100, 80))).confirmed()).isFalse();
        assertThat(frame(700).ended())
                .singleElement()
                .satisfies(end -> assertThat(end.confirmed()).isFalse());
    }

    @Test
    void theEndOfTheVideoEndsEveryTrack() {
        frame(0, face(100, 100, 80), face(400, 100, 80));
        TrackedFrame last = step(new Observation("cam", ObservationKind.ENDED, 10, 10, 0, 0, List.of(), Map.of(), ""));
        assertThat(last.ended()).hasSize(2);
        assertThat(state.tracks()).isEmpty();
    }

    @Test
    void atMostFourShotsInTheFirstSecondThenAtMostOneASecond() {
        List<Long> shots = new ArrayList<>();
        for (int at = 0; at < 20_000; at += 40) {
            // Quality rises all the time, so that every face would like to be a shot.
            if (only(frame(at, face(100, 100, 80, Math.min(1, 0.2f + at / 20_000f))))
                    .isShot()) {
                shots.add((long) at);
            }
        }
        assertThat(shots.stream().filter(at -> at < 1_000)).hasSize(4);
        for (int i = 4; i < shots.size(); i++) {
            assertThat(shots.get(i) - shots.get(i - 1)).isGreaterThanOrEqualTo(1_000);
        }
        assertThat(shots.size()).isBetween(8, 24);
    }

    @Test
    void refusedFacesAreNeverShotsAndPassedOverOnesAreCounted() {
        ObservedFace blurred = new ObservedFace(100, 100, 80, 80, 1, 0.5f, FaceRefusal.BLURRED, new byte[0]);
        assertThat(only(frame(0, blurred)).isShot()).isFalse();
        assertThat(only(frame(120, face(100, 100, 80))).isShot()).isTrue();
        TrackedFrame passedOver = frame(160, face(100, 100, 80));
        assertThat(only(passedOver).isShot()).isFalse();
        assertThat(only(passedOver).crop()).isEmpty();
        assertThat(passedOver.counts()).containsEntry(Counts.FACES_PASSED_OVER, 1L);
    }

    @Test
    void aClockThatJumpsBackDoesNotTakeTimeBack() {
        frame(10_000, face(100, 100, 80));
        assertThat(frame(4_000, face(100, 100, 80)).capturedAtMillis()).isEqualTo(10_000);
    }

    private TrackedFrame frame(long at, ObservedFace... faces) {
        return step(
                new Observation("cam", ObservationKind.FRAME, at, at, 1280, 720, Arrays.asList(faces), Map.of(), ""));
    }

    private TrackedFrame step(Observation seen) {
        Tracker.Step step = tracker.step(state, seen);
        state = step.state();
        return step.frame();
    }

    private static TrackedFace only(TrackedFrame frame) {
        assertThat(frame.faces()).hasSize(1);
        return frame.faces().get(0);
    }

    private static String trackIn(List<TrackedFace> faces, float lane) {
        return faces.stream()
                .filter(face -> face.y() == lane)
                .findFirst()
                .orElseThrow()
                .trackId();
    }

    private static ObservedFace face(float x, float y, float side) {
        return face(x, y, side, 0.5f);
    }

    private static ObservedFace face(float x, float y, float side, float quality) {
        return new ObservedFace(x, y, side, side, 0.99f, quality, FaceRefusal.NONE, new byte[] {1});
    }
}
