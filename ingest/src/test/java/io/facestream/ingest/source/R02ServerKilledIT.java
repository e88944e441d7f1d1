package io.facestream.ingest.source;

import static io.facestream.ingest.source.LiveCameras.camera;
import static io.facestream.ingest.source.LiveCameras.film;
import static io.facestream.ingest.source.LiveCameras.is;
import static io.facestream.ingest.source.LiveCameras.secondsUntil;
import static io.facestream.ingest.source.LiveCameras.states;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.camera.Frame;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A camera whose server is killed in mid-stream, once and again and again. {@code ./facestream chaos} runs the long form. */
@Timeout(180)
class R02ServerKilledIT {
    private static final Logger LOG = LoggerFactory.getLogger(R02ServerKilledIT.class);

    @TempDir
    static Path folder;

    private static Path video;

    @BeforeAll
    static void makeVideo() throws Exception {
        video = film(folder);
    }

    @Test
    void aCameraGoesDownWithItsServerAndComesBackWithIt() throws Exception {
        try (RtspServer server = RtspServer.ofFiles("cam=" + video);
                ReaderRun run = LiveCameras.run(camera("cam", server.url("cam")))) {
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
    void tenReconnectionsLeaveNoThreadNoHandleAndNoMemoryBehind() throws Exception {
        List<String> command;
        String url;
        try (RtspServer server = RtspServer.ofFiles("cam=" + video)) {
            command = server.command();
            url = server.url("cam");
        }
        ReconnectSoak.Report report = new ReconnectSoak(command, camera("cam", url)).run(10, LOG::debug);
        LOG.info("R2: {}", report);
        assertThat(report.cycles()).hasSize(10);
        assertThat(report.slowestDownSeconds()).isLessThan(10);
        assertThat(report.slowestUpSeconds()).isLessThan(5);
        assertThat(report.handleGrowth()).as("handles").isLessThanOrEqualTo(0);
        assertThat(report.threadGrowth()).as("threads").isLessThanOrEqualTo(1);
        assertThat(report.memoryGrowth()).as("bytes").isLessThan(8_000_000);
    }
}
