package io.facestream.ingest.source;

import static io.facestream.ingest.source.LiveCameras.film;
import static io.facestream.ingest.source.LiveCameras.impatient;
import static io.facestream.ingest.source.LiveCameras.is;
import static io.facestream.ingest.source.LiveCameras.reason;
import static io.facestream.ingest.source.LiveCameras.secondsUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.camera.Frame;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connection that is open at this end only, as after a firewall has forgotten it: nothing comes, and nothing says so. */
@Timeout(60)
class R04HalfOpenIT {
    @TempDir
    private Path folder;

    @Test
    void theWatchdogNoticesThatNothingComesAnyMore() throws Exception {
        Path video = film(folder);
        try (RtspServer server = RtspServer.ofFiles("cam=" + video);
                DeafProxy proxy = DeafProxy.to(server.port());
                ReaderRun run = LiveCameras.run(impatient("cam", "rtsp://127.0.0.1:" + proxy.port() + "/cam"))) {
            run.until(Frame.class::isInstance);
            proxy.forward(false);
            assertThat(secondsUntil(run, is(State.DOWN))).isBetween(1.0, 4.0);
            assertThat(reason(run)).contains("no frame for 2 s");
            run.until(is(State.TICK)).until(is(State.TICK)).until(is(State.TICK));
            assertThat(run.items).filteredOn(is(State.DOWN)).as("said once").hasSize(1);
            assertThat(proxy.accepted()).as("tried again").isGreaterThan(1);

            proxy.forward(true);
            assertThat(secondsUntil(run, is(State.UP))).isLessThan(8);
            run.until(Frame.class::isInstance);
        }
    }
}
