package io.facestream.ingest.source;

import static io.facestream.ingest.source.LiveCameras.is;
import static io.facestream.ingest.source.LiveCameras.reason;
import static io.facestream.ingest.source.LiveCameras.states;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.grab.FrameGrabber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A webcam that is pulled out: what can be tested without one, and its own frames where there is one. */
@Timeout(60)
class R11WebcamUnpluggedIT {
    @TempDir
    private Path folder;

    @Test
    void aWebcamThatIsNotPluggedInIsSaidToBeDownAndTriedAgain() throws Exception {
        try (ReaderRun run = LiveCameras.run(CameraSpec.parse("cam=v4l2:/dev/video97"))) {
            run.until(is(State.DOWN));
            assertThat(reason(run)).startsWith("camera cam: v4l2:/dev/video97: not found");
            run.until(is(State.TICK)).until(is(State.TICK));
            assertThat(states(run)).containsExactly(State.DOWN, State.TICK, State.TICK);
        }
    }

    @Test
    void whatIsNoWebcamIsRefusedByTheDriver() throws Exception {
        Path file = Files.writeString(folder.resolve("video0"), "no device");
        try (ReaderRun run = LiveCameras.run(CameraSpec.parse("cam=v4l2:" + file))) {
            run.until(is(State.DOWN));
            assertThat(reason(run)).startsWith("camera cam: v4l2:" + file + ": ");
        }
    }

    /** The grabber of the first plugging breaks off as the driver does: ENODEV. */
    @Test
    void oneThatIsPulledOutAndPutBackLeavesAGap() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        CameraSource source = CameraSource.of(List.of(CameraSpec.parse("cam=v4l2:/dev/video0")))
                .grabbers(camera -> switch (opened.getAndIncrement()) {
                    case 0 -> new FakeCamera(1_000).every(1).breakingAt(20);
                    case 1 -> FrameGrabber.of(CameraSpec.parse("cam=v4l2:/dev/video97"));
                    default -> new FakeCamera(100_000).every(1);
                })
                .build();
        try (ReaderRun run = ReaderRun.of(source, "cam")) {
            run.until(is(State.GAP)).until(Frame.class::isInstance);
            assertThat(states(run)).startsWith(State.UP, State.DOWN).endsWith(State.GAP, State.UP);
        }
    }

    @Test
    void aRealWebcamGivesFrames() throws Exception {
        try (Stream<Path> devices = Files.list(Path.of("/dev"))) {
            Path device = devices.filter(path -> path.getFileName().toString().startsWith("video"))
                    .filter(Files::isReadable)
                    .sorted()
                    .findFirst()
                    .orElseGet(() -> Assumptions.abort("R11 on a device: this machine has no readable /dev/video*;"
                            + " pulling one out can only be tested by hand"));
            try (FrameGrabber grabber = FrameGrabber.of(CameraSpec.parse("cam=v4l2:" + device))) {
                grabber.open();
                assertThat(grabber.decode()).isTrue();
            } catch (CameraException e) {
                Assumptions.assumeTrue(e.reason() != Reason.UNREADABLE, "R11 on a device: " + e.getMessage());
                throw e;
            }
        }
    }
}
