package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.bench.ProbeJob;
import io.facestream.facebank.topic.FacebankVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running job follows the facebank's topic, version by version. */
@Timeout(180)
class TopicFacebankIT {
    @TempDir
    private Path folder;

    @Test
    void afterARollbackTheJobDecidesAsAtThatVersion() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            String first = bank.publish(0, 1);
            try (ProbeJob job = bank.job()) {
                List<String> before = TopicBank.who(job, first);
                assertThat(before).containsExactly(bank.id(0), bank.id(1), "");

                String poisoned = bank.publish(List.of(
                        io.facestream.bench.MadeFacebank.record(
                                "person0", 1, io.facestream.bench.MadeFacebank.modelId()),
                        io.facestream.bench.MadeFacebank.record(
                                "person2", 2, io.facestream.bench.MadeFacebank.modelId())));
                assertThat(TopicBank.who(job, poisoned)).isNotEqualTo(before);

                String back = TopicBank.version(bank.writer.rollback(FacebankVersion.parse(first)));
                assertThat(TopicBank.who(job, back)).isEqualTo(before);
                assertThat(scores(job, back)).isEqualTo(scores(job, first));
            }
        }
    }

    @Test
    void whoIsIgnoredIsSaidToBeSo() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            bank.publish(0, 1);
            String ignoring = TopicBank.version(bank.writer.ignore(bank.id(1), true));
            try (ProbeJob job = bank.job()) {
                TopicBank.who(job, ignoring);
                assertThat(job.seen())
                        .allSatisfy(
                                seen -> assertThat(seen.decision().ignored()).isEqualTo(seen.probe() == 1));
            }
        }
    }

    /** What each decision rested on, without repetition. */
    private static List<String> scores(ProbeJob job, String version) {
        return TopicBank.decisions(job, version).stream()
                .map(seen -> seen.probe() + " " + seen.decision())
                .distinct()
                .sorted()
                .toList();
    }
}
