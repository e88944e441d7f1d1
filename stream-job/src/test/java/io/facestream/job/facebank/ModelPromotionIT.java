package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.bench.MadeFacebank;
import io.facestream.bench.ProbeJob;
import io.facestream.cluster.TestBroker;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.topic.FacebankVersion;
import io.facestream.facebank.topic.PublishOptions;
import io.facestream.facebank.topic.WithoutTemplates;
import io.facestream.job.identify.Agreement;
import io.facestream.job.identify.ComparedTrack;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.RehearsalModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another model is put in force while jobs run: at one version, without a gap, and without a comparison of two models' vectors. The second
 * model sees person N as the first one sees person N + 1: whoever compared across models would name the wrong one.
 */
@Timeout(180)
class ModelPromotionIT {
    @TempDir
    private Path folder;

    private ModelChoice shadow;
    private ModelCard card;

    @BeforeEach
    void writeTheSecondModel() {
        Path copy = RehearsalModel.write(ModelStore.defaultPack().embedding(), folder.resolve("second"));
        shadow = new ModelChoice(copy.toString());
        card = ModelPack.load(copy).embedding().card();
    }

    @Test
    void aPromotionIsInForceEverywhereAtOneVersionAndIsTakenBackAsOne() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            String first = bank.publish(List.of(record(0, 0), record(1, 1)));
            List<float[]> turned = List.of(MadeFacebank.unit(1), MadeFacebank.unit(2), MadeFacebank.unit(0));
            try (ProbeJob job = bank.job(shadow, turned)) {
                List<String> before = TopicBank.who(job, first);
                assertThat(before).containsExactly(bank.id(0), bank.id(1), "");
                assertThat(compared(job, first, Agreement.NOT_ENROLLED)).isPositive();

                String reembedded = TopicBank.version(bank.writer
                        .reembed(second(picture(0, 1), picture(1, 2)))
                        .change());
                assertThat(TopicBank.who(job, reembedded)).isEqualTo(before);
                assertThat(models(job, reembedded)).containsExactly(MadeFacebank.modelId());
                Awaitility.await().until(() -> compared(job, reembedded, Agreement.SAME_PERSON) > 0);

                String promoted =
                        TopicBank.version(bank.writer.promote(card.sha256(), card.id(), WithoutTemplates.REFUSE));
                assertThat(TopicBank.who(job, promoted)).isEqualTo(before);
                assertThat(models(job, promoted)).containsExactly(card.sha256());

                String back = TopicBank.version(bank.writer.rollback(FacebankVersion.parse(reembedded)));
                assertThat(TopicBank.who(job, back)).isEqualTo(before);
                assertThat(models(job, back)).containsExactly(MadeFacebank.modelId());

                assertThat(job.runs()).isTrue();
                assertEachFrameOnce(job);
                assertThat(compared(job, "", Agreement.DIFFERENT)).isZero();
                assertThat(compared(job, "", Agreement.MAIN_ONLY)).isZero();
                assertThat(compared(job, "", Agreement.SHADOW_ONLY)).isZero();
            }
        }
    }

    @Test
    void aJobWithoutTheModelInForceGoesOnWithItsOwnAndTheNextOneIsRefused() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            String first = bank.publish(List.of(record(0, 0), record(1, 1)));
            try (ProbeJob job = bank.job()) {
                List<String> before = TopicBank.who(job, first);
                bank.writer.reembed(second(picture(0, 1), picture(1, 2)));
                String promoted =
                        TopicBank.version(bank.writer.promote(card.sha256(), card.id(), WithoutTemplates.REFUSE));

                assertThat(TopicBank.who(job, promoted)).isEqualTo(before);
                assertThat(models(job, promoted)).containsExactly(MadeFacebank.modelId());
                String removed = TopicBank.version(bank.writer.remove(bank.id(1)));
                assertThat(TopicBank.who(job, removed))
                        .as("removals count for both models")
                        .containsExactly(before.get(0), "", "");
            }
            FacebankInput input =
                    new FacebankInput("", Optional.of(new KafkaAddress(bank.topic, TestBroker.client())), "");
            ModelCard own = ModelStore.defaultPack().embedding().card();
            assertThat(input.problemsWith(own, Optional.empty()))
                    .singleElement()
                    .asString()
                    .startsWith("model: fr_feature with SHA-256 ")
                    .contains("(expected: fr_feature-rehearsal with ", "--shadow-model", "facebank promote");
            assertThat(input.problemsWith(own, Optional.of(card))).isEmpty();
            assertThat(input.problemsWith(card, Optional.empty())).isEmpty();
        }
    }

    @Test
    void peopleWithoutAPictureHoldAPromotionUpUntilSomethingIsSaidOfThem() {
        try (TopicBank bank = new TopicBank(folder)) {
            bank.publish(List.of(record(0, 0), record(1, 1), record(2, 2)));
            assertThatThrownBy(() -> bank.writer.promote(card.sha256(), card.id(), WithoutTemplates.DROP))
                    .isInstanceOf(FacebankException.class)
                    .hasMessageContaining("facebank re-embed");
            assertThat(bank.writer
                            .reembed(second(picture(0, 1), picture(1, 2), picture(7, 7)))
                            .without())
                    .singleElement()
                    .asString()
                    .contains("person2");
            assertThatThrownBy(() -> bank.writer.promote(card.sha256(), card.id(), WithoutTemplates.REFUSE))
                    .isInstanceOf(FacebankException.class)
                    .hasMessageContaining("none of person2 (" + bank.id(2) + ")")
                    .hasMessageContaining("--without-pictures drop or keep-out");

            bank.writer.promote(card.sha256(), card.id(), WithoutTemplates.KEEP_OUT);
            assertThat(looks(bank)).containsExactly(1, 2);
            bank.writer.removeTemplate(bank.writer.facebank().records().get(0).templateId());
            bank.writer.promote(MadeFacebank.modelId(), "default", WithoutTemplates.REFUSE);
            assertThat(bank.writer.facebank().people())
                    .as("whose picture was taken away is gone from both; who was kept out is back")
                    .isEqualTo(2);

            bank.writer.promote(card.sha256(), card.id(), WithoutTemplates.DROP);
            assertThat(bank.writer.facebank().people()).isEqualTo(1);
            bank.writer.retire(MadeFacebank.modelId());
            assertThatThrownBy(() -> bank.writer.promote(MadeFacebank.modelId(), "default", WithoutTemplates.DROP))
                    .isInstanceOf(FacebankException.class);
        }
    }

    @Test
    void aMergeAndAPublicationKeepBothModelsTogether() {
        try (TopicBank bank = new TopicBank(folder)) {
            bank.publish(List.of(record(0, 0), record(1, 1)));
            bank.writer.reembed(second(picture(0, 1), picture(1, 2)));
            bank.writer.merge(bank.id(0), bank.id(1));
            bank.writer.promote(card.sha256(), card.id(), WithoutTemplates.REFUSE);
            assertThat(bank.writer.facebank().records())
                    .hasSize(2)
                    .extracting(FacebankRecord::personId)
                    .containsOnly(bank.id(1));
            bank.writer.promote(MadeFacebank.modelId(), "default", WithoutTemplates.REFUSE);

            bank.publish(List.of(record(1, 1)));
            bank.writer.promote(card.sha256(), card.id(), WithoutTemplates.REFUSE);
            assertThat(looks(bank)).containsExactly(2);
            assertThatThrownBy(() -> bank.writer.publish(MadeFacebank.people(0, 1), PublishOptions.exact()))
                    .hasMessageContaining("model of the facebank");
        }
    }

    private static long compared(ProbeJob job, String version, Agreement agreement) {
        return job.side(ComparedTrack.class).stream()
                .filter(track -> version.isEmpty() || track.facebankVersion().equals(version))
                .filter(track -> track.agreement() == agreement)
                .count();
    }

    private static List<String> models(ProbeJob job, String version) {
        return TopicBank.decisions(job, version).stream()
                .map(ProbeJob.Seen::modelId)
                .distinct()
                .toList();
    }

    private static void assertEachFrameOnce(ProbeJob job) {
        List<Long> numbers =
                job.seen().stream().map(ProbeJob.Seen::number).sorted().toList();
        long from = numbers.get(0);
        // The two subtasks' last frames may be out of step.
        List<Long> whole = numbers.subList(0, numbers.size() - 10);
        assertThat(whole)
                .isEqualTo(LongStream.range(from, from + whole.size()).boxed().toList());
    }

    private static FacebankRecord record(int person, int look) {
        return withPicture(MadeFacebank.record("person" + person, look, MadeFacebank.modelId()), person);
    }

    /** A person's picture as the second model sees it. */
    private FacebankRecord picture(int person, int look) {
        return withPicture(MadeFacebank.record("person" + person, look, card.sha256()), person);
    }

    private Facebank second(FacebankRecord... records) {
        return Facebank.of(1, card.sha256(), card.id(), new ArrayList<>(List.of(records)));
    }

    private static FacebankRecord withPicture(FacebankRecord record, int person) {
        return new FacebankRecord(
                record.templateId(),
                record.personId(),
                record.displayName(),
                record.modelId(),
                record.template(),
                record.norm(),
                person + ".jpg",
                String.valueOf(person).repeat(64),
                record.quality(),
                "",
                "",
                FacebankRecord.NO_EXPIRY,
                false,
                false);
    }

    /** Which looks the templates in force have. */
    private static List<Integer> looks(TopicBank bank) {
        return bank.writer.facebank().records().stream()
                .map(record -> {
                    for (int look = 0; look < 10; look++) {
                        if (java.util.Arrays.equals(MadeFacebank.unit(look), record.template())) {
                            return look;
                        }
                    }
                    return -1;
                })
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }
}
