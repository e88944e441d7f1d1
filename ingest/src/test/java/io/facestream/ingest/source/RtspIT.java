package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraOptions;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.video.VideoWriter;
import io.facestream.vision.TestData;
import io.facestream.vision.picture.Picture;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Live cameras that die, hang, refuse and come back, against a real RTSP server. */
@Timeout(120)
class RtspIT {
    @TempDir
    static Path folder;

    private static Path video;

    @BeforeAll
    static void film() throws Exception {
        video = folder.resolve("video.mp4");
        try (VideoWriter writer = VideoWriter.create(video, 160, 120);
                Picture picture = Picture.allocate(160, 120)) {
            ByteBuffer pixels = picture.bytes();
            for (int frame = 0; frame < 60 * 25; frame++) {
                for (int i = 0; i < pixels.capacity(); i += 7) {
                    pixels.put(i, (byte) (frame * 3 + i));
                }
                writer.write(picture, frame * 40L);
            }
        }
    }

    @Test
    void aCameraGoesDownWithItsServerAndComesBackWithIt() throws Exception {
        try (RtspServer server = RtspServer.ofFiles("cam=" + video);
                ReaderRun run = run(camera("cam", server.url("cam")))) {
            run.until(Frame.class::isInstance);
            assertThat(states(run)).containsExactly(State.UP);
            server.kill();
            assertThat(secondsUntil(run, is(State.DOWN))).isLessThan(10);
            run.until(is(State.TICK));
            server.restart();
            assertThat(secondsUntil(run, is(State.UP))).isLessThan(5);
            run.until(Frame.class::isInstance);
            assertThat(states(run)).containsSubsequence(State.UP, State.DOWN, State.TICK, State.GAP, State.UP);
            assertThat(states(run)).filteredOn(State.DOWN::equals).hasSize(1);
            assertThat(run.items).extracting(CameraItem::atMillis).isSorted();
        }
    }

    @Test
    void aServerThatFreezesIsNoticedByTheWatchdog() throws Exception {
        try (RtspServer server = RtspServer.ofFiles("cam=" + video);
                ReaderRun run = run(camera("cam", server.url("cam"))
                        .withOptions(CameraOptions.defaults()
                                .withStallTimeout(Duration.ofSeconds(2))
                                .withOpenTimeout(Duration.ofSeconds(2))))) {
            run.until(Frame.class::isInstance);
            server.freeze();
            assertThat(secondsUntil(run, is(State.DOWN))).isBetween(1.0, 4.0);
            assertThat(((CameraStatus) last(run)).reason())
                    .isEqualTo("camera cam: " + server.url("cam") + ": no frame for 2 s");
            server.thaw();
            run.until(is(State.UP)).until(Frame.class::isInstance);
        }
    }

    @Test
    void aWrongPasswordIsSaidClearlyAndShownNowhere() throws Exception {
        Path stream = asTransportStream();
        Path right = Files.writeString(folder.resolve("right"), "s3cret@:/#\n");
        try (RtspServer server = RtspServer.withPassword("admin:s3cret@:/#", "cam=" + stream)) {
            String address = server.url("cam").replace("rtsp://", "rtsp://admin@");
            try (ReaderRun run = run(CameraSpec.parse("cam=" + address.replace("@", ":wr0ng@")))
                    .until(is(State.DOWN))) {
                String reason = ((CameraStatus) last(run)).reason();
                assertThat(reason)
                        .isEqualTo("camera cam: rtsp://***@127.0.0.1:" + server.port()
                                + "/cam: refused (expected: the right user and password)");
            }
            try (ReaderRun run = run(CameraSpec.parse("cam=" + address).withPasswordFile(right.toString()))
                    .until(Frame.class::isInstance)) {
                assertThat(states(run)).containsExactly(State.UP);
            }
        }
    }

    @Test
    void aPathThatIsNotThereIsSaid() throws Exception {
        try (RtspServer server = RtspServer.ofFiles("cam=" + video);
                ReaderRun run = run(camera("cam", server.url("absent"))).until(is(State.DOWN))) {
            assertThat(((CameraStatus) last(run)).reason()).contains("/absent: not found");
        }
    }

    @Test
    void oneDeadCameraOfEightLeavesTheOthersAsTheyAre() throws Exception {
        String[] mounts = new String[7];
        for (int i = 0; i < mounts.length; i++) {
            mounts[i] = "cam" + i + "=" + video;
        }
        try (RtspServer server = RtspServer.ofFiles(mounts)) {
            List<CameraSpec> cameras = new ArrayList<>(List.of(camera("dead", "rtsp://127.0.0.1:9/x")));
            for (int i = 0; i < mounts.length; i++) {
                cameras.add(camera("cam" + i, server.url("cam" + i)));
            }
            List<Long> ages = new ArrayList<>();
            try (ReaderRun run = run(cameras.toArray(CameraSpec[]::new))) {
                for (int i = 0; i < mounts.length; i++) {
                    String id = "cam" + i;
                    if (run.items.stream()
                            .noneMatch(item ->
                                    item instanceof Frame && item.cameraId().equals(id))) {
                        run.until(
                                item -> item instanceof Frame && item.cameraId().equals(id));
                    }
                }
                for (int frames = 0; frames < 100; frames++) {
                    run.until(Frame.class::isInstance);
                    ages.add(System.currentTimeMillis() - last(run).atMillis());
                }
                assertThat(run.items)
                        .anyMatch(item ->
                                item.cameraId().equals("dead") && is(State.DOWN).test(item));
            }
            ages.sort(null);
            assertThat(ages.get(ages.size() / 2))
                    .as("median age of a frame in ms")
                    .isLessThan(100);
        }
    }

    private static CameraSpec camera(String id, String uri) {
        return CameraSpec.parse(id + "=" + uri);
    }

    private static ReaderRun run(CameraSpec... cameras) throws Exception {
        CameraSource source = CameraSource.of(List.of(cameras)).build();
        return ReaderRun.of(
                source, List.of(cameras).stream().map(CameraSpec::id).toArray(String[]::new));
    }

    private static Predicate<CameraItem> is(State state) {
        return item -> item instanceof CameraStatus status && status.state() == state;
    }

    private static double secondsUntil(ReaderRun run, Predicate<CameraItem> item) throws Exception {
        long start = System.nanoTime();
        run.until(item);
        return (System.nanoTime() - start) / 1e9;
    }

    private static CameraItem last(ReaderRun run) {
        return run.items.get(run.items.size() - 1);
    }

    private static List<State> states(ReaderRun run) {
        return run.items.stream()
                .filter(CameraStatus.class::isInstance)
                .map(item -> ((CameraStatus) item).state())
                .toList();
    }

    private static Path asTransportStream() throws Exception {
        Path clip = TestData.shared("video/intel_ccby/head-pose-face-detection-female-and-male.mp4");
        Path stream = folder.resolve("video.ts");
        try {
            Process ffmpeg = new ProcessBuilder(
                            "ffmpeg",
                            "-v",
                            "error",
                            "-y",
                            "-i",
                            clip.toString(),
                            "-an",
                            "-c",
                            "copy",
                            "-f",
                            "mpegts",
                            stream.toString())
                    .inheritIO()
                    .start();
            if (ffmpeg.waitFor(30, TimeUnit.SECONDS) && ffmpeg.exitValue() == 0) {
                return stream;
            }
        } catch (java.io.IOException e) {
            // said below
        }
        return Assumptions.abort("no ffmpeg on the path (needs the package ffmpeg)");
    }
}
