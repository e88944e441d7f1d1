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
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is stopped as by SIGSTOP: its connections stay open and nothing comes. */
@Timeout(60)
class R03ServerFrozenIT {
    @TempDir
    private Path folder;

    @Test
    void theWatchdogNoticesAndTheCameraComesBack() throws Exception {
        Path video = film(folder);
        try (RtspServer server = RtspServer.ofFiles("cam=" + video);
                ReaderRun run = LiveCameras.run(impatient("cam", server.url("cam")))) {
            run.until(Frame.class::isInstance);
            server.freeze();
            assertThat(secondsUntil(run, is(State.DOWN))).isBetween(1.0, 4.0);
            assertThat(reason(run)).isEqualTo("camera cam: " + server.url("cam") + ": no frame for 2 s");
            server.thaw();
            run.until(is(State.UP)).until(Frame.class::isInstance);
        }
    }

    @Test
    void aJobThatEndsMeanwhileDoesNotWaitForTheServer() throws Exception {
        Path video = film(folder);
        try (RtspServer server = RtspServer.ofFiles("cam=" + video)) {
            ReaderRun run = LiveCameras.run(LiveCameras.camera("frozen", server.url("cam")));
            run.until(Frame.class::isInstance);
            server.freeze();
            Thread.sleep(300);
            long start = System.nanoTime();
            run.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("camera frozen");
        }
    }
}
