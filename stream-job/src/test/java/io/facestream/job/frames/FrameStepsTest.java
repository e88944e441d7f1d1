package io.facestream.job.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.camera.FrameRefused;
import io.facestream.job.deadletter.DeadLetter;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureRefusedException;
import io.facestream.vision.picture.PictureRefusedException.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameStepsTest {
    private static final Picture PIXELS = Picture.allocate(4, 4);
    private static final byte[] JPEG = {1};
    private static final byte[] BROKEN = {0};

    private FrameSteps steps = steps(new FrameRules(120, 60_000, 0));
    private FrameState state = FrameState.EMPTY;
    private final List<CameraItem> items = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private long offset;
    private int decoded;

    @AfterAll
    static void free() {
        PIXELS.close();
    }

    @Test
    void aFirstFrameBringsTheCameraUpAndFramesBetweenTwoPositionsAreCountedButNotDecoded() {
        for (long at = 0; at < 400; at += 40) {
            frame("s", at / 40, at);
        }
        assertThat(items.get(0)).isInstanceOf(CameraStatus.class);
        assertThat(frames()).extracting(Frame::capturedAtMillis).containsExactly(0L, 120L, 240L, 360L);
        assertThat(frames()).extracting(Frame::mediaTimeMillis).containsOnly(Frame.LIVE);
        assertThat(frames()).extracting(Frame::sequence).containsExactly(0L, 1L, 2L, 3L);
        assertThat(decoded).isEqualTo(4);
        assertThat(total().skippedByGrid()).isEqualTo(6);
        assertThat(total().reconciles()).isTrue();
    }

    @Test
    void whatCameBeforeIsDiscardedEvenIfANewStreamCameBetween() {
        frame("a", 0, 0);
        frame("a", 1, 120);
        frame("a", 1, 120);
        frame("a", 0, 0);
        frame("b", 0, 240);
        frame("a", 1, 120);
        frame("b", 1, 360);
        assertThat(frames()).extracting(Frame::capturedAtMillis).containsExactly(0L, 120L, 240L, 360L);
        assertThat(total().droppedAsDuplicate()).isEqualTo(3);
        assertThat(total().reconciles()).isTrue();
    }

    @Test
    void aProducerThatStartsAnewLeavesAGap() {
        frame("a", 0, 0);
        frame("b", 0, 9_000);
        assertThat(said()).containsExactly(CameraStatus.State.UP, CameraStatus.State.GAP);
        CameraStatus gap = statuses().get(1);
        assertThat(gap.sinceMillis()).isZero();
        assertThat(gap.atMillis()).isEqualTo(9_000);
    }

    @ParameterizedTest
    @CsvSource({
        "'',1000,s,0,'',BAD_CAMERA_ID",
        "../../etc,1000,s,0,'',BAD_CAMERA_ID",
        "cam,'',s,0,'',BAD_CAPTURED_AT",
        "cam,yesterday,s,0,'',BAD_CAPTURED_AT",
        "cam,-5,s,0,'',BAD_CAPTURED_AT",
        "cam,999999999999999999,s,0,'',BAD_CAPTURED_AT",
        "cam,99999999999999999999,s,0,'',BAD_CAPTURED_AT",
        "cam,1000,'',0,'',BAD_STREAM_ID",
        "cam,1000,s,'','',BAD_SEQUENCE",
        "cam,1000,s,-1,'',BAD_SEQUENCE",
        "cam,1000,s,0x1,'',BAD_SEQUENCE",
        "cam,1000,s,0,sideways,BAD_STATE",
    })
    void aRecordThatDoesNotKeepToTheContractIsADeadLetterAndIsCounted(
            String key, String capturedAt, String stream, String sequence, String said, String reason) {
        record(new KafkaFrame(
                "frames", 3, 77, 2_000, key.getBytes(UTF_8), capturedAt, stream, sequence, said, "", JPEG));
        assertThat(deadLetters).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(reason);
            assertThat(letter.topic()).isEqualTo("frames");
            assertThat(letter.partition()).isEqualTo(3);
            assertThat(letter.offset()).isEqualTo(77);
            assertThat(letter.sizeBytes()).isEqualTo(1);
            assertThat(letter.sha256()).isEqualTo("4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a");
            assertThat(letter.detail()).contains("(expected: ");
        });
        assertThat(items).singleElement().isInstanceOf(FrameRefused.class);
        assertThat(total()).isEqualTo(new FrameCounts(1, 0, 0, 0, 1, 0, 0));
        assertThat(decoded).isZero();
    }

    @Test
    void aRefusedRecordDoesNotMoveTheCamerasClock() {
        record(new KafkaFrame("frames", 0, 0, 1_800_000_000_000L, "cam".getBytes(UTF_8), "x", "s", "0", "", "", JPEG));
        frame("s", 1, 0);
        assertThat(items).extracting(CameraItem::atMillis).containsOnly(0L);
    }

    @Test
    void aPictureThatCannotBeDecodedTakesUpItsPlaceOnTheGrid() {
        frame("s", 0, 0);
        record(record("s", 1, 120, BROKEN));
        frame("s", 2, 160);
        frame("s", 3, 240);
        assertThat(frames()).extracting(Frame::capturedAtMillis).containsExactly(0L, 240L);
        assertThat(deadLetters).extracting(DeadLetter::reason).containsExactly("CORRUPT");
        assertThat(total()).isEqualTo(new FrameCounts(4, 2, 1, 0, 1, 0, 0));
    }

    @Test
    void aValueLargerThanAnyFrameIsRefusedWithoutDecoding() {
        record(record("s", 0, 0, new byte[FrameSteps.MOST_BYTES + 1]));
        assertThat(deadLetters).extracting(DeadLetter::reason).containsExactly("TOO_MANY_BYTES");
        assertThat(decoded).isZero();
        assertThat(total()).isEqualTo(new FrameCounts(1, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void aClockThatIsAheadOfTheBrokersIsHeldToFiveSeconds() {
        long written = 1_000_000;
        record(record("s", 0, written + 3_600_000, JPEG, written));
        record(record("s", 1, written + 3_600_200, JPEG, written + 200));
        assertThat(frames()).extracting(Frame::capturedAtMillis).containsExactly(written + 5_000, written + 5_200);
        assertThat(total().timestampsClamped()).isEqualTo(2);
        assertThat(total().timestampsRepaired()).isZero();
    }

    @Test
    void aClockThatIsSetBackIsMetAtHalfSpeedWithoutTwoFramesChangingPlaces() {
        frame("s", 0, 100_000);
        frame("s", 1, 90_000);
        for (int i = 1; i <= 120; i++) {
            frame("s", 1 + i, 90_000 + 200L * i);
        }
        List<Long> times = frames().stream().map(Frame::capturedAtMillis).toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
        // after 20 s of its own time the camera is believed again
        assertThat(times.get(times.size() - 1)).isEqualTo(114_000);
        assertThat(total().timestampsRepaired()).isBetween(95L, 105L);
        assertThat(total().reconciles()).isTrue();
    }

    @Test
    void aClockThatIsSetForwardIsFollowedAtOnce() {
        frame("s", 0, 0);
        frame("s", 1, 7_200_000);
        frame("s", 2, 7_200_120);
        assertThat(frames()).extracting(Frame::capturedAtMillis).containsExactly(0L, 7_200_000L, 7_200_120L);
        assertThat(total().timestampsRepaired()).isZero();
    }

    @Test
    void downIsSaidOnceThenTimePassesAndTheReturnLeavesAGap() {
        frame("s", 0, 0);
        said("s", 1, 1_000, "down", "camera cam: rtsp://user:secret@host/: no route");
        said("s", 2, 2_000, "down", "");
        said("s", 3, 5_000, "up", "");
        frame("s", 4, 5_000);
        assertThat(said())
                .containsExactly(
                        CameraStatus.State.UP,
                        CameraStatus.State.DOWN,
                        CameraStatus.State.TICK,
                        CameraStatus.State.GAP,
                        CameraStatus.State.UP);
        assertThat(statuses().get(1).reason()).contains("no route").doesNotContain("secret");
        assertThat(statuses().get(1).sinceMillis()).isZero();
        assertThat(frames()).extracting(Frame::capturedAtMillis).containsExactly(0L, 5_000L);
    }

    @Test
    void anEndCarriesTheCountsAndWhatComesAfterwardsIsAnotherVideo() {
        frame("s", 0, 0);
        frame("s", 1, 50);
        said("s", 2, 50, "ended", "");
        said("s", 2, 50, "ended", "");
        assertThat(items).last().isInstanceOfSatisfying(CameraEnded.class, ended -> {
            assertThat(ended.atMillis()).isEqualTo(50);
            assertThat(ended.countsSinceLast().skippedByGrid()).isEqualTo(1);
        });
        assertThat(state.endedOnce()).isTrue();
        int before = items.size();
        frame("t", 0, 0);
        assertThat(items.subList(before, items.size())).hasSize(2);
        assertThat(said()).containsExactly(CameraStatus.State.UP, CameraStatus.State.UP);
        assertThat(frames()).extracting(Frame::capturedAtMillis).containsExactly(0L, 0L);
    }

    @Test
    void framesOlderThanAllowedAreDroppedAndCounted() {
        steps = steps(new FrameRules(120, 0, 1_000));
        step(steps.step(state, record("s", 0, 0, JPEG), 500));
        step(steps.step(state, record("s", 1, 120, JPEG), 1_500));
        step(steps.step(state, record("s", 2, 900, JPEG), 1_600));
        assertThat(frames()).extracting(Frame::capturedAtMillis).containsExactly(0L, 900L);
        assertThat(total().droppedAsTooOld()).isEqualTo(1);
        assertThat(total().reconciles()).isTrue();
    }

    @Test
    void aSilentCameraIsDownAndEndsAtItsLastMomentAndGoesOnWithItsOwnTimes() {
        frame("s", 0, 0);
        frame("s", 1, 40);
        step(steps.silent(state, "cam"));
        step(steps.silent(state, "cam"));
        assertThat(said()).containsExactly(CameraStatus.State.UP, CameraStatus.State.DOWN);
        assertThat(items).last().isInstanceOfSatisfying(CameraEnded.class, ended -> {
            assertThat(ended.atMillis()).isEqualTo(40);
        });
        assertThat(state.endedOnce()).as("it only fell silent").isFalse();
        frame("s", 2, 240);
        assertThat(said()).endsWith(CameraStatus.State.GAP, CameraStatus.State.UP);
        assertThat(frames()).extracting(Frame::capturedAtMillis).containsExactly(0L, 240L);
    }

    @Test
    void whateverComesEveryFrameIsAccountedForAndTimeNeverGoesBack() {
        for (int seed = 0; seed < 200; seed++) {
            Random chance = new Random(seed);
            state = FrameState.EMPTY;
            items.clear();
            deadLetters.clear();
            int sent = 0;
            Set<Long> frameTimes = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                long written = 1_000_000 + i * 40L;
                long captured = written + (long) (chance.nextGaussian() * (chance.nextInt(20) == 0 ? 1e6 : 30));
                String stream = "s" + i / (100 + chance.nextInt(50));
                long sequence = chance.nextInt(15) == 0 ? i / 2 : i;
                byte[] value = chance.nextInt(12) == 0 ? BROKEN : JPEG;
                String at = chance.nextInt(25) == 0 ? "?" : String.valueOf(captured);
                String said = chance.nextInt(60) == 0 ? "down" : "";
                // what is wrong with a record's headers is told before what it says
                sent += said.isEmpty() || at.equals("?") || captured < 0 ? 1 : 0;
                record(new KafkaFrame(
                        "t",
                        0,
                        i,
                        written,
                        "cam".getBytes(UTF_8),
                        at,
                        stream,
                        String.valueOf(sequence),
                        said,
                        "",
                        value));
            }
            step(steps.drain(state, "cam"));
            FrameCounts counts = total();
            assertThat(counts.reconciles()).as("seed %d", seed).isTrue();
            assertThat(counts.captured()).as("seed %d", seed).isEqualTo(sent);
            assertThat(counts.refused()).as("seed %d", seed).isEqualTo(deadLetters.size());
            assertThat(items)
                    .as("seed %d", seed)
                    .extracting(CameraItem::atMillis)
                    .isSorted();
            for (Frame frame : frames()) {
                assertThat(frameTimes.add(frame.capturedAtMillis()))
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
    }

    private FrameSteps steps(FrameRules rules) {
        return new FrameSteps(rules, (coded, name) -> {
            decoded++;
            if (coded[0] == 0) {
                throw new PictureRefusedException(Reason.CORRUPT, name + ": broken (expected: a whole picture)");
            }
            return PIXELS;
        });
    }

    private void frame(String stream, long sequence, long at) {
        record(record(stream, sequence, at, JPEG));
    }

    private void said(String stream, long sequence, long at, String said, String reason) {
        record(new KafkaFrame(
                "frames",
                0,
                offset++,
                -1,
                "cam".getBytes(UTF_8),
                String.valueOf(at),
                stream,
                String.valueOf(sequence),
                said,
                reason,
                new byte[0]));
    }

    private KafkaFrame record(String stream, long sequence, long at, byte[] value) {
        return record(stream, sequence, at, value, -1);
    }

    private KafkaFrame record(String stream, long sequence, long at, byte[] value, long written) {
        return new KafkaFrame(
                "frames",
                0,
                offset++,
                written,
                "cam".getBytes(UTF_8),
                String.valueOf(at),
                stream,
                String.valueOf(sequence),
                "",
                "",
                value);
    }

    private void record(KafkaFrame record) {
        step(steps.step(state, record, 0));
    }

    private void step(FrameSteps.Step step) {
        state = step.state();
        items.addAll(step.items());
        step.deadLetter().ifPresent(deadLetters::add);
    }

    private FrameCounts total() {
        FrameCounts sum = state.pending();
        for (CameraItem item : items) {
            sum = sum.plus(item.countsSinceLast());
        }
        return sum;
    }

    private List<Frame> frames() {
        return items.stream()
                .filter(Frame.class::isInstance)
                .map(Frame.class::cast)
                .toList();
    }

    private List<CameraStatus> statuses() {
        return items.stream()
                .filter(CameraStatus.class::isInstance)
                .map(CameraStatus.class::cast)
                .toList();
    }

    private List<CameraStatus.State> said() {
        return statuses().stream().map(CameraStatus::state).toList();
    }
}
