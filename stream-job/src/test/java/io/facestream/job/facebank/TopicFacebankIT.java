package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.bench.MadeFacebank;
import io.facestream.bench.ProbeJob;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.topic.FacebankVersion;
import io.facestream.facebank.topic.PublishOptions;
import io.facestream.facebank.topic.TopicChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
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

                consentEnds(bank, job);
            }
        }
    }

    /** By the clock on the wall, while the job runs: no record of the topic says so. */
    private static void consentEnds(TopicBank bank, ProbeJob job) throws Exception {
        long end = System.currentTimeMillis() + 1_500;
        String limited = bank.publish(List.of(LimitedConsentIT.until(0, end), LimitedConsentIT.record(1)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> latestNames(job, limited).equals(List.of("")));
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(end);

        assertThat(bank.writer.expired()).containsExactly(bank.id(0));
        TopicChange expired = bank.writer.expire();
        assertThat(expired.templatesRemoved()).isEqualTo(1);
        assertThat(bank.writer.facebank().records())
                .extracting(FacebankRecord::personId)
                .containsExactly(bank.id(1));

        String longer = bank.publish(List.of(LimitedConsentIT.until(0, end + 600_000), LimitedConsentIT.record(1)));
        assertThat(TopicBank.who(job, longer)).containsExactly(bank.id(0), bank.id(1), "");
        TopicChange longerStill = bank.writer.publish(
                MadeFacebank.of(List.of(LimitedConsentIT.until(0, end + 600_001), LimitedConsentIT.record(1))),
                PublishOptions.exact());
        assertThat(longerStill.templatesWritten())
                .as("a job may have forgotten what is prolonged")
                .isEqualTo(1);
    }

    /** Who the first probe was of late, by a version. */
    private static List<String> latestNames(ProbeJob job, String version) {
        List<String> names = TopicBank.decisions(job, version).stream()
                .filter(seen -> seen.probe() == 0)
                .map(seen -> seen.decision().personId())
                .toList();
        return names.subList(Math.max(0, names.size() - 10), names.size()).stream()
                .distinct()
                .toList();
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
