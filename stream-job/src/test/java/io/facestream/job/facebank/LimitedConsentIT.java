package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.bench.MadeFacebank;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.job.model.ModelChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consent that ends, in a facebank of files; {@link TopicFacebankIT} has that of a topic. */
class LimitedConsentIT {
    @TempDir
    private Path folder;

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

    /** Somebody of {@link TopicBank}'s people without a limit. */
    static FacebankRecord record(int person) {
        return MadeFacebank.record("person" + person, person, MadeFacebank.modelId());
    }

    /** Somebody whose consent ends. */
    static FacebankRecord until(int person, long validUntilMillis) {
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
