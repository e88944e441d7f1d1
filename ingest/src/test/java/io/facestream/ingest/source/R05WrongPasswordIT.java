package io.facestream.ingest.source;

import static io.facestream.ingest.source.LiveCameras.camera;
import static io.facestream.ingest.source.LiveCameras.is;
import static io.facestream.ingest.source.LiveCameras.reason;
import static io.facestream.ingest.source.LiveCameras.states;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.camera.Frame;
import io.facestream.vision.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A password or a path that the camera refuses. */
@Timeout(120)
class R05WrongPasswordIT {
    @TempDir
    private Path folder;

    @Test
    void aWrongPasswordIsSaidClearlyTriedRarelyAndShownNowhere() throws Exception {
        Path stream = LiveCameras.transportStream(
                TestData.shared("video/intel_ccby/head-pose-face-detection-female-and-male.mp4"),
                folder.resolve("video.ts"));
        Path right = Files.writeString(folder.resolve("right"), "s3cret@:/#\n");
        try (RtspServer server = RtspServer.withPassword("admin:s3cret@:/#", "cam=" + stream);
                DeafProxy counter = DeafProxy.to(server.port())) {
            String address = "rtsp://admin@127.0.0.1:" + counter.port() + "/cam";
            try (ReaderRun run = LiveCameras.run(CameraSpec.parse("cam=" + address.replace("@", ":wr0ng@")))
                    .until(is(State.DOWN))) {
                assertThat(reason(run))
                        .isEqualTo("camera cam: rtsp://***@127.0.0.1:" + counter.port()
                                + "/cam: refused (expected: the right user and password)");
                int perTry = counter.accepted();
                for (int ticks = 0; ticks < 6; ticks++) {
                    run.until(is(State.TICK));
                }
                // after 1, 3 and 7 seconds
                assertThat(counter.accepted()).as("connections in 6 s").isLessThanOrEqualTo(3 * perTry);
                assertThat(states(run)).filteredOn(State.DOWN::equals).hasSize(1);
            }
            try (ReaderRun run = LiveCameras.run(
                            CameraSpec.parse("cam=" + address).withPasswordFile(right.toString()))
                    .until(Frame.class::isInstance)) {
                assertThat(states(run)).containsExactly(State.UP);
            }
        }
    }

    @Test
    void aPathThatIsNotThereIsSaid() throws Exception {
        Path video = LiveCameras.film(folder);
        try (RtspServer server = RtspServer.ofFiles("cam=" + video);
                ReaderRun run =
                        LiveCameras.run(camera("cam", server.url("absent"))).until(is(State.DOWN))) {
            assertThat(reason(run)).contains("/absent: not found");
        }
    }
}
