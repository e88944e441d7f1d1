package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.bench.ProbeJob;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A threshold that is changed at run time takes effect everywhere at one version. */
@Timeout(180)
class R41SettingsIT {
    @TempDir
    private Path folder;

    @Test
    void aThresholdChangesOnEverySubtaskWithTheVersionThatChangesIt() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            String first = bank.publish(0, 1);
            try (ProbeJob job = bank.job()) {
                TopicBank.who(job, first);
                String stricter = TopicBank.version(bank.writer.settings(0.001, Double.NaN));
                TopicBank.who(job, stricter);
                String apart = TopicBank.version(bank.writer.settings(Double.NaN, 1.0));
                assertThat(TopicBank.who(job, apart))
                        .as("nobody is that far from the runner-up")
                        .containsOnly("");

                assertThat(thresholds(job, first)).hasSize(1);
                assertThat(thresholds(job, stricter)).hasSize(1);
                assertThat(thresholds(job, stricter).get(0))
                        .isGreaterThan(thresholds(job, first).get(0));
                assertThat(thresholds(job, apart)).isEqualTo(thresholds(job, first));
            }
        }
    }

    private static List<Float> thresholds(ProbeJob job, String version) {
        return TopicBank.decisions(job, version).stream()
                .map(seen -> seen.decision().threshold())
                .distinct()
                .toList();
    }
}
