package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.bench.MadeFacebank;
import io.facestream.bench.ProbeJob;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.job.model.ModelChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Consent that ends, by the clock on the wall. */
@Timeout(120)
class ExpiryIT {
    @TempDir
    private Path folder;

    @Test
    void whoseConsentEndsWhileTheJobRunsIsNamedNoMoreAndGoesOffTheTopic() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            String first = bank.publish(0, 1);
            try (ProbeJob job = bank.job()) {
                assertThat(TopicBank.who(job, first)).containsExactly(bank.id(0), bank.id(1), "");
                long end = System.currentTimeMillis() + 2_000;
                String limited = bank.publish(List.of(until(0, end), record(1)));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> latestNames(job, limited).equals(List.of("")));
                assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(end);

                assertThat(bank.writer.expired()).containsExactly(bank.id(0));
                String expired = TopicBank.version(bank.writer.expire());
                assertThat(expired).isNotEqualTo(limited);
                assertThat(TopicBank.who(job, expired)).containsExactly("", bank.id(1), "");
                assertThat(bank.writer.facebank().records())
                        .extracting(FacebankRecord::personId)
                        .containsExactly(bank.id(1));
                assertThat(bank.writer.expire().made()).isFalse();

                String again = bank.publish(List.of(until(0, end + 600_000), record(1)));
                assertThat(TopicBank.who(job, again)).containsExactly(bank.id(0), bank.id(1), "");
            }
        }
    }

    @Test
    void consentThatIsProlongedIsWrittenWithItsTemplatesBecauseAJobMayHaveForgottenThem() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            long end = System.currentTimeMillis() + 600_000;
            bank.publish(List.of(until(0, end), record(1)));
            var longer = bank.writer.publish(
                    MadeFacebank.of(List.of(until(0, end + 1), record(1))),
                    io.facestream.facebank.topic.PublishOptions.exact());
            assertThat(longer.templatesWritten()).isEqualTo(1);
            var shorter = bank.writer.publish(
                    MadeFacebank.of(List.of(until(0, end - 1), record(1))),
                    io.facestream.facebank.topic.PublishOptions.exact());
            assertThat(shorter.templatesWritten()).isZero();
        }
    }

    @Test
    void aFileOrFolderGivesTheJobNobodyWhoseConsentHasEndedAndSaysWhenTheOthersDoes() throws Exception {
        long now = System.currentTimeMillis();
        Path file = folder.resolve("people.facebank");
        FacebankFile.write(MadeFacebank.of(List.of(until(0, now - 1), until(1, now + 600_000), record(2))), file, null);
        List<BankTemplate> given = new ArrayList<>();
        try (FacebankFeed feed = new FolderFeed.Factory(file.toString(), new ModelChoice(""), "cpu", "").open()) {
            feed.poll(new FacebankFeed.Outlet() {
                @Override
                public long generation() {
                    return 1;
                }

                @Override
                public long nextGeneration() {
                    return 2;
                }

                @Override
                public void add(FacebankUpdate part) {
                    given.addAll(part.templates());
                }
            });
        }
        assertThat(given)
                .extracting(BankTemplate::personId, BankTemplate::validUntilMillis)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("person1", now + 600_000),
                        org.assertj.core.api.Assertions.tuple("person2", Long.MAX_VALUE));
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

    private static FacebankRecord record(int person) {
        return MadeFacebank.record("person" + person, person, MadeFacebank.modelId());
    }

    private static FacebankRecord until(int person, long validUntilMillis) {
        FacebankRecord record = record(person);
        return new FacebankRecord(
                record.templateId(),
                record.personId(),
                record.displayName(),
                record.modelId(),
                record.template(),
                record.norm(),
                record.picture(),
                record.pictureSha256(),
                record.quality(),
                record.purpose(),
                record.consent(),
                validUntilMillis,
                record.minor(),
                record.guardianConsent());
    }
}
