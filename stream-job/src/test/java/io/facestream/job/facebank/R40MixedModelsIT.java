package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.bench.MadeFacebank;
import io.facestream.bench.ProbeJob;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.topic.PublishOptions;
import io.facestream.job.identify.Reason;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Templates of two models are never compared: a facebank of another model is refused by name, and the job goes on. */
@Timeout(180)
class R40MixedModelsIT {
    private static final String OTHER = "c".repeat(64);

    @TempDir
    private Path folder;

    @Test
    void templatesOfAnotherModelNameNobodyAndTheJobGoesOn() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            String first = bank.publish(0, 1);
            try (ProbeJob job = bank.job()) {
                List<String> before = TopicBank.who(job, first);
                assertThat(before).contains(bank.id(0), bank.id(1));

                // the same look, but as another model sees it
                Facebank other = Facebank.of(1, OTHER, "other", List.of(MadeFacebank.record("person0", 0, OTHER)));
                String mixed = TopicBank.version(bank.writer.publish(other, new PublishOptions(false, true)));
                assertThat(TopicBank.who(job, mixed)).containsOnly("");
                assertThat(TopicBank.decisions(job, mixed))
                        .extracting(seen -> seen.decision().reason())
                        .containsOnly(Reason.FACEBANK_EMPTY);

                String own = TopicBank.version(
                        bank.writer.publish(MadeFacebank.people(0, 2), new PublishOptions(false, true)));
                assertThat(TopicBank.who(job, own)).isEqualTo(before);
                assertThat(job.runs()).isTrue();
            }
        }
    }
}
