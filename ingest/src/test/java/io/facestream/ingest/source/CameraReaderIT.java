package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.camera.FrameRefused;
import io.facestream.ingest.grab.FrameGrabber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers driven by hand over scripted cameras; live ones run on the real clock. */
@Timeout(60)
class CameraReaderIT {

    @Test
    void aFileGivesItsFramesOnTheGridAndAllAreAccountedFor() throws Exception {
        try (ReaderRun run = ReaderRun.of(
                        files(Map.of("a", () -> new FakeCamera(11))).build(), "a")
                .toEnd()) {
            assertThat(frames(run)).extracting(Frame::mediaTimeMillis).containsExactly(0L, 120L, 240L, 360L);
            assertThat(frames(run)).extracting(Frame::sequence).containsExactly(0L, 1L, 2L, 3L);
            assertThat(run.contents).containsExactly(0, 3, 6, 9);
            assertThat(run.items.get(0)).isInstanceOf(CameraStatus.class);
            assertThat(run.items.get(run.items.size() - 1)).isEqualTo(new CameraEnded("a", 400, skipped(1)));
            assertThat(sum(run)).isEqualTo(new FrameCounts(11, 4, 7, 0, 0, 0, 0));
        }
    }

    @Test
    void aRunThatIsInterruptedAnywhereGoesOnAsIfItWasNot() throws Exception {
        Map<String, FrameGrabberMaker> cameras = Map.of(
                "whole", () -> new FakeCamera(47),
                "refusing", () -> new FakeCamera(29).refusing(0, 7, 8, 15, 28),
                "breaking", () -> new FakeCamera(50).breakingAt(33),
                "absent", () -> new FakeCamera(0).breakingAt(0));
        for (String camera : cameras.keySet()) {
            CameraSource source =
                    files(cameras).startTime(Instant.ofEpochMilli(1_000_000)).build();
            List<String> whole;
            try (ReaderRun run = ReaderRun.of(source, camera).toEnd()) {
                whole = run.story();
                assertThat(sum(run).reconciles()).isTrue();
            }
            for (int interruption = 1; interruption < whole.size(); interruption++) {
                AtomicInteger left = new AtomicInteger(interruption);
                List<CameraSplit> state;
                List<String> story;
                try (ReaderRun run = ReaderRun.of(source, camera).until(item -> left.decrementAndGet() == 0)) {
                    state = reload(run.snapshot());
                    story = run.story();
                }
                try (ReaderRun run = new ReaderRun(source, state).toEnd()) {
                    story.addAll(run.story());
                }
                assertThat(story)
                        .as("%s, interrupted after %d", camera, interruption)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void aRefusedPictureIsSaidAndCounted() throws Exception {
        try (ReaderRun run = ReaderRun.of(
                        files(Map.of("a", () -> new FakeCamera(5).refusing(1))).build(), "a")
                .toEnd()) {
            assertThat(run.items)
                    .filteredOn(FrameRefused.class::isInstance)
                    .singleElement()
                    .satisfies(item -> {
                        assertThat(((FrameRefused) item).mediaTimeMillis()).isEqualTo(40);
                        assertThat(((FrameRefused) item).detail()).isEqualTo("frame 1");
                    });
            assertThat(sum(run)).isEqualTo(new FrameCounts(5, 2, 2, 0, 1, 0, 0));
        }
    }

    @Test
    void anAbsentCameraIsSaidToBeDownAndTheOthersGoOn() throws Exception {
        CameraSource source = files(
                        Map.of("absent", () -> new FakeCamera(0).breakingAt(0), "b", () -> new FakeCamera(10)))
                .build();
        try (ReaderRun run = ReaderRun.of(source, "absent", "b").toEnd()) {
            assertThat(of(run, "absent")).hasSize(2);
            assertThat(statuses(of(run, "absent"))).containsExactly(State.DOWN);
            assertThat(of(run, "b")).filteredOn(Frame.class::isInstance).hasSize(4);
        }
    }

    @Test
    void aFileMayStartLaterAndEndEarlier() throws Exception {
        CameraSource source = files(Map.of("a", () -> new FakeCamera(100)))
                .startOffset(Duration.ofMillis(500))
                .limit(Duration.ofMillis(1_000))
                .build();
        try (ReaderRun run = ReaderRun.of(source, "a").toEnd()) {
            assertThat(frames(run))
                    .extracting(Frame::mediaTimeMillis)
                    .containsExactly(520L, 600L, 720L, 840L, 960L, 1080L, 1200L, 1320L, 1440L);
            assertThat(sum(run).captured()).isEqualTo(25);
            assertThat(sum(run).reconciles()).isTrue();
        }
    }

    @Test
    void theSamePicturesAreUsedAgainAndAgain() throws Exception {
        try (ReaderRun run = ReaderRun.of(
                        files(Map.of("a", () -> new FakeCamera(300))).build(), "a")
                .toEnd()) {
            assertThat(frames(run)).hasSize(100);
            assertThat(run.pictures).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void realTimeIsNotOvertaken() throws Exception {
        long start = System.nanoTime();
        try (ReaderRun run = ReaderRun.of(
                        files(Map.of("a", () -> new FakeCamera(10)))
                                .realtime(true)
                                .build(),
                        "a")
                .toEnd()) {
            assertThat(frames(run)).hasSize(4);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(355), Duration.ofSeconds(3));
        }
    }

    @Test
    void aLiveCameraGivesItsNewestFrameAndCountsTheOthers() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        CameraSource source = live(() -> new FakeCamera(opened.getAndIncrement() == 0 ? 400 : 0).every(2))
                .grid(Duration.ofMillis(10))
                .limit(Duration.ofMillis(3_000))
                .build();
        try (ReaderRun run = ReaderRun.of(source, "live")) {
            run.until(Frame.class::isInstance);
            Thread.sleep(400);
            run.until(Frame.class::isInstance);
            Frame second = (Frame) run.items.get(run.items.size() - 1);
            assertThat(second.sequence()).isEqualTo(1);
            assertThat(System.currentTimeMillis() - second.capturedAtMillis())
                    .as("age of the frame that was waiting")
                    .isLessThan(250);
            assertThat(second.mediaTimeMillis()).isEqualTo(Frame.LIVE);
            run.toEnd();
            assertThat(sum(run).droppedByOverload()).isPositive();
            assertThat(sum(run).skippedByGrid()).isPositive();
            assertThat(sum(run).captured()).isEqualTo(400);
            assertThat(sum(run).reconciles()).isTrue();
            assertThat(run.items).extracting(CameraItem::atMillis).isSorted();
        }
    }

    @Test
    void aLiveCameraThatFailsIsDownTicksAndComesBackWithAGap() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        CameraSource source = live(() -> switch (opened.getAndIncrement()) {
                    case 0 -> new FakeCamera(5).every(1);
                    case 1 -> new FakeCamera(0).breakingAt(0);
                    default -> new FakeCamera(100_000).every(1);
                })
                .build();
        try (ReaderRun run = ReaderRun.of(source, "live")) {
            run.until(item -> item instanceof CameraStatus status && status.state() == State.GAP);
            CameraStatus gap = (CameraStatus) run.items.get(run.items.size() - 1);
            Frame lastBefore = frames(run).get(frames(run).size() - 1);
            run.until(Frame.class::isInstance);
            assertThat(statuses(run.items))
                    .startsWith(State.UP, State.DOWN, State.TICK)
                    .endsWith(State.GAP, State.UP);
            assertThat(statuses(run.items)).filteredOn(State.DOWN::equals).hasSize(1);
            assertThat(statuses(run.items)).filteredOn(State.TICK::equals).hasSizeBetween(2, 4);
            assertThat(gap.sinceMillis()).isBetween(lastBefore.capturedAtMillis(), lastBefore.capturedAtMillis() + 100);
            assertThat(gap.atMillis() - gap.sinceMillis()).isBetween(2_900L, 5_000L);
            assertThat(run.items).extracting(CameraItem::atMillis).isSorted();
        }
    }

    @Test
    void afterARestartALiveCameraTellsWhatWasMissed() throws Exception {
        CameraSource source = live(() -> new FakeCamera(100_000).every(1)).build();
        List<CameraSplit> state;
        try (ReaderRun run = ReaderRun.of(source, "live").until(Frame.class::isInstance)) {
            state = reload(run.snapshot());
        }
        Thread.sleep(300);
        try (ReaderRun run = new ReaderRun(source, state).until(Frame.class::isInstance)) {
            assertThat(statuses(run.items)).containsExactly(State.GAP);
            CameraStatus gap = (CameraStatus) run.items.get(0);
            assertThat(gap.sinceMillis()).isEqualTo(state.get(0).lastFrameAtMillis());
            assertThat(gap.atMillis() - gap.sinceMillis()).isGreaterThanOrEqualTo(300);
            assertThat(((Frame) run.items.get(1)).sequence()).isEqualTo(1);
        }
    }

    @Test
    void aCameraThatHangsHoldsUpNeitherTheOthersNorTheEnd() throws Exception {
        CameraSource source = CameraSource.of(List.of(CameraSpec.parse("hung=rtsp://h/x"), CameraSpec.parse("b=b.mp4")))
                .grabbers(camera -> camera.live() ? new FakeCamera(1).hanging() : new FakeCamera(100))
                .build();
        ReaderRun run = ReaderRun.of(source, "hung", "b");
        run.until(CameraEnded.class::isInstance);
        assertThat(of(run, "b")).filteredOn(Frame.class::isInstance).hasSize(34);
        long start = System.nanoTime();
        run.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aCameraThatIsTakenAwayEndsAndOneThatIsAddedBegins() throws Exception {
        List<CameraSpec> both = CameraSpec.parseAll(List.of("a=rtsp://h/a", "b=rtsp://h/b"));
        CameraSource source = told(camera -> new FakeCamera(100_000).every(1));
        try (ReaderRun run = ReaderRun.of(source, "a")) {
            run.list(both.subList(0, 1));
            run.until(Frame.class::isInstance);
            run.list(both, CameraSplit.unread("b"));
            run.until(item -> item instanceof Frame && item.cameraId().equals("b"));
            run.list(both.subList(1, 2));
            run.until(CameraEnded.class::isInstance);
            List<CameraItem> gone = of(run, "a");
            assertThat(gone.get(gone.size() - 1))
                    .isEqualTo(new CameraEnded("a", gone.get(gone.size() - 2).atMillis(), FrameCounts.NONE));
            run.until(Frame.class::isInstance).until(Frame.class::isInstance);
            assertThat(of(run, "a")).hasSameSizeAs(gone);
            assertThat(run.snapshot()).extracting(CameraSplit::cameraId).containsExactly("b");
            assertThat(sum(run).reconciles()).isTrue();
        }
    }

    @Test
    void aCameraWhoseAddressHasChangedEndsAndBeginsAnew() throws Exception {
        CameraSource source = told(camera -> new FakeCamera(100_000).every(1));
        try (ReaderRun run = ReaderRun.of(source, "a")) {
            run.list(List.of(CameraSpec.parse("a=rtsp://h/before")));
            run.until(Frame.class::isInstance);
            run.list(List.of(CameraSpec.parse("a=rtsp://h/after")), CameraSplit.unread("a"));
            run.until(CameraEnded.class::isInstance).until(Frame.class::isInstance);
            assertThat(statuses(run.items)).containsExactly(State.UP, State.UP);
            assertThat(((Frame) run.items.get(run.items.size() - 1)).sequence()).isZero();
            assertThat(run.items).extracting(CameraItem::atMillis).isSorted();
        }
    }

    @Test
    void afterARestoreACameraWaitsForItsAddressAndEndsIfThereIsNone() throws Exception {
        CameraSource source = told(camera -> new FakeCamera(100_000).every(1));
        List<CameraSplit> state;
        try (ReaderRun run = ReaderRun.of(source, "stays", "goes")) {
            run.list(CameraSpec.parseAll(List.of("stays=rtsp://h/a", "goes=rtsp://h/b")));
            run.until(item -> item instanceof Frame && item.cameraId().equals("stays"));
            run.until(item -> item instanceof Frame && item.cameraId().equals("goes"));
            state = reload(run.snapshot());
        }
        try (ReaderRun run = new ReaderRun(source, state)) {
            assertThat(run.snapshot()).as("kept until it is known").isEqualTo(state);
            run.list(List.of(CameraSpec.parse("stays=rtsp://h/a")));
            run.until(CameraEnded.class::isInstance);
            assertThat(run.items).extracting(CameraItem::cameraId).contains("goes");
            run.until(Frame.class::isInstance);
            assertThat(statuses(of(run, "stays"))).containsExactly(State.GAP);
        }
    }

    private static CameraSource told(FrameGrabber.Factory grabbers) {
        return CameraSource.of(List.of()).registry(List::of).grabbers(grabbers).build();
    }

    @Test
    void aPausedCameraWaits() throws Exception {
        CameraSource source = files(Map.of("a", () -> new FakeCamera(30), "b", () -> new FakeCamera(30)))
                .build();
        try (ReaderRun run = ReaderRun.of(source, "a", "b")) {
            run.reader().pauseOrResumeSplits(List.of("a"), List.of());
            run.until(CameraEnded.class::isInstance);
            assertThat(of(run, "a")).isEmpty();
            run.reader().pauseOrResumeSplits(List.of(), List.of("a"));
            run.toEnd();
            assertThat(of(run, "a")).filteredOn(Frame.class::isInstance).hasSize(10);
        }
    }

    /** Makes a grabber each time the camera is opened. */
    private interface FrameGrabberMaker {
        FrameGrabber make();
    }

    private static CameraSource.Builder files(Map<String, FrameGrabberMaker> cameras) {
        return CameraSource.of(cameras.keySet().stream()
                        .map(id -> CameraSpec.parse(id + "=" + id + ".mp4"))
                        .toList())
                .grabbers(camera -> cameras.get(camera.id()).make());
    }

    private static CameraSource.Builder live(FrameGrabberMaker maker) {
        return CameraSource.of(List.of(CameraSpec.parse("live=rtsp://h/x"))).grabbers(camera -> maker.make());
    }

    private static List<CameraSplit> reload(List<CameraSplit> splits) throws Exception {
        CameraSplitCodec codec = new CameraSplitCodec();
        List<CameraSplit> loaded = new ArrayList<>();
        for (CameraSplit split : splits) {
            loaded.add(codec.deserialize(codec.getVersion(), codec.serialize(split)));
        }
        return loaded;
    }

    private static FrameCounts skipped(long frames) {
        return new FrameCounts(frames, 0, frames, 0, 0, 0, 0);
    }

    private static List<Frame> frames(ReaderRun run) {
        return run.items.stream()
                .filter(Frame.class::isInstance)
                .map(Frame.class::cast)
                .toList();
    }

    private static List<CameraItem> of(ReaderRun run, String cameraId) {
        return run.items.stream()
                .filter(item -> item.cameraId().equals(cameraId))
                .toList();
    }

    private static List<State> statuses(List<CameraItem> items) {
        return items.stream()
                .filter(CameraStatus.class::isInstance)
                .map(item -> ((CameraStatus) item).state())
                .toList();
    }

    private static FrameCounts sum(ReaderRun run) {
        return run.items.stream().map(CameraItem::countsSinceLast).reduce(FrameCounts.NONE, FrameCounts::plus);
    }
}
