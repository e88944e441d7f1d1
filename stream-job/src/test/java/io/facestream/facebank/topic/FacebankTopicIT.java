package io.facestream.facebank.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.cluster.TestBroker;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.FacebankRow.Action;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FacebankTopicIT {
    @TempDir
    private Path folder;

    private MasterKey master;
    private String topic;

    @BeforeEach
    void newTopic() {
        master = MadeBanks.key(folder);
        topic = MadeBanks.topic();
    }

    private FacebankTopicWriter writer() {
        return FacebankTopicWriter.open(topic, TestBroker.client(), master, "ann");
    }

    private TopicFacebank read() {
        return TopicFacebank.read(topic, TestBroker.client(), master);
    }

    @Test
    void whatIsPublishedIsReadBackUnderOpaqueIds() {
        Facebank bank = MadeBanks.of("bob", "eve");
        TopicChange change;
        try (FacebankTopicWriter writer = writer()) {
            change = writer.publish(bank, PublishOptions.exact());
        }
        assertThat(change.templatesWritten()).isEqualTo(4);
        TopicFacebank there = read();
        assertThat(there.problems()).isEmpty();
        assertThat(there.commit()).isEqualTo(change.commit());
        assertThat(there.commit().author()).isEqualTo("ann");
        assertThat(there.commit().people()).isEqualTo(2);
        assertThat(there.facebank().records())
                .hasSize(4)
                .allSatisfy(record -> assertThat(record.personId()).matches("p-[0-9a-f]{16}"))
                .extracting(FacebankRecord::displayName)
                .containsOnly("Name of bob", "Name of eve");
        List<float[]> published =
                bank.records().stream().map(FacebankRecord::template).toList();
        assertThat(there.facebank().records())
                .extracting(FacebankRecord::template)
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void theVersionIsTheOffsetOfTheCommitRecordInEveryRow() {
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob"), PublishOptions.exact());
            writer.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact());
        }
        FacebankRow pending = null;
        List<Long> versions = new ArrayList<>();
        List<Long> offsets = TestBroker.committed(topic).stream()
                .map(record -> record.offset())
                .toList();
        List<FacebankRow> rows = MadeBanks.read(topic, null);
        for (int i = 0; i < rows.size(); i++) {
            versions.add(FacebankView.versionOf(rows.get(i)));
            if (rows.get(i) instanceof CommitRow commit) {
                assertThat(commit.version()).isEqualTo("1." + offsets.get(i));
                assertThat(versions).containsOnly(offsets.get(i));
                versions.clear();
            }
            pending = rows.get(i);
        }
        assertThat(pending).isInstanceOf(CommitRow.class);
        assertThat(rows.stream().filter(CommitRow.class::isInstance)).hasSize(2);
    }

    @Test
    void onlyWhatChangesIsWrittenAndIdsStay() {
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact());
            String bob = writer.personId("Name of bob");
            TopicChange same = writer.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact());
            assertThat(same.made()).isFalse();
            TopicChange more = writer.publish(MadeBanks.of("bob", "zoe"), PublishOptions.exact());
            assertThat(more.templatesWritten()).isEqualTo(2);
            assertThat(more.templatesRemoved()).isEqualTo(2);
            assertThat(more.peopleWritten()).isEqualTo(1);
            assertThat(writer.personId("bob")).isEqualTo(bob);
        }
        try (FacebankTopicWriter writer = writer()) {
            TopicChange kept = writer.publish(MadeBanks.of("eve"), new PublishOptions(true, false));
            assertThat(kept.templatesRemoved()).isZero();
            assertThat(kept.commit().people()).isEqualTo(3);
        }
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void aNameGivenOnTheTopicOutlivesEnrolment() {
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob"), PublishOptions.exact());
            String id = writer.personId("bob");
            TopicChange renamed = writer.rename("Name of bob", "Robert");
            assertThat(renamed.templatesWritten()).isZero();
            assertThat(renamed.peopleWritten()).isEqualTo(1);
            assertThat(writer.publish(MadeBanks.of("bob"), PublishOptions.exact())
                            .made())
                    .isFalse();
            assertThat(writer.personId("Robert")).isEqualTo(id);
        }
        assertThat(read().people())
                .singleElement()
                .satisfies(person -> assertThat(person.displayName()).isEqualTo("Robert"));
    }

    @Test
    void rollbackGivesTheContentOfThen() {
        try (FacebankTopicWriter writer = writer()) {
            CommitRow first = writer.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact())
                    .commit();
            writer.rename("eve", "Eva");
            writer.remove("bob");
            CommitRow back =
                    writer.rollback(FacebankVersion.parse(first.version())).commit();
            assertThat(back.contentSha256()).isEqualTo(first.contentSha256());
            assertThat(back.number()).isGreaterThan(first.number());
            assertThat(back.action()).isEqualTo(Action.ROLLBACK);
            assertThatThrownBy(() -> writer.rollback(new FacebankVersion(1, 1)))
                    .isInstanceOf(FacebankException.class)
                    .hasMessageContaining("facebank version: 1.1 (expected: one that");
        }
        assertThat(read().problems()).isEmpty();
        assertThat(TopicFacebank.history(topic, TestBroker.client()))
                .extracting(CommitRow::action)
                .containsExactly(Action.PUBLISH, Action.RENAME, Action.REMOVE, Action.ROLLBACK);
        HistoryCheck check = HistoryCheck.of(topic, TestBroker.client(), master, (done, of) -> {});
        assertThat(check.problems()).isEmpty();
        assertThat(check.versions()).isEqualTo(4);
    }

    @Test
    void whoIsErasedDoesNotComeBack() {
        try (FacebankTopicWriter writer = writer()) {
            CommitRow first = writer.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact())
                    .commit();
            String eve = writer.personId("eve");
            TopicChange erased = writer.erase("eve");
            assertThat(erased.templatesRemoved()).isEqualTo(2);
            CommitRow back =
                    writer.rollback(FacebankVersion.parse(first.version())).commit();
            assertThat(back.people()).isEqualTo(1);
            assertThat(writer.erase(eve).made()).isFalse();
            assertThatThrownBy(() -> writer.rename(eve, "Eva")).isInstanceOf(FacebankException.class);
        }
        TopicFacebank there = read();
        assertThat(there.problems()).isEmpty();
        assertThat(there.people())
                .singleElement()
                .satisfies(person -> assertThat(person.displayName()).isEqualTo("Name of bob"));
        HistoryCheck check = HistoryCheck.of(topic, TestBroker.client(), master, (done, of) -> {});
        assertThat(check.problems()).isEmpty();
        assertThat(check.unchecked()).isEqualTo(1);
    }

    @Test
    void ignoringIsARowOfThePersonAndOutlivesRollback() {
        try (FacebankTopicWriter writer = writer()) {
            CommitRow first =
                    writer.publish(MadeBanks.of("bob"), PublishOptions.exact()).commit();
            assertThat(writer.ignore("bob", true).made()).isTrue();
            assertThat(writer.ignore("bob", true).made()).isFalse();
            writer.remove("bob");
            writer.rollback(FacebankVersion.parse(first.version()));
        }
        assertThat(read().people()).singleElement().satisfies(person -> {
            assertThat(person.ignored()).isTrue();
            assertThat(person.templates()).isEqualTo(2);
        });
    }

    @Test
    void whoIsIgnoredInTheFolderIsIgnoredOnTheTopic() {
        Facebank bank = MadeBanks.of("bob", "eve");
        List<FacebankRecord> records = bank.records().stream()
                .map(record -> record.withIgnored(record.personId().equals("eve")))
                .toList();
        Facebank marked = Facebank.of(1, bank.modelId(), bank.modelName(), records);
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(bank, PublishOptions.exact());
            TopicChange change = writer.publish(marked, PublishOptions.exact());
            assertThat(change.templatesWritten()).isZero();
            assertThat(change.peopleWritten()).isEqualTo(1);
            assertThat(writer.publish(bank, PublishOptions.exact()).made()).isFalse();
        }
        TopicFacebank there = read();
        assertThat(there.problems()).isEmpty();
        assertThat(there.facebank().records())
                .filteredOn(FacebankRecord::ignored)
                .extracting(FacebankRecord::displayName)
                .containsOnly("Name of eve")
                .hasSize(2);
    }

    @Test
    void settingsAreVersionsToo() {
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob"), PublishOptions.exact());
            CommitRow strict = writer.settings(0.001, Double.NaN).commit();
            assertThat(strict.action()).isEqualTo(Action.SETTINGS);
            assertThat(writer.settings(0.001, Double.NaN).made()).isFalse();
            writer.settings(Double.NaN, 0.1);
            writer.rollback(FacebankVersion.parse(strict.version()));
            assertThat(writer.settings().fpir()).isEqualTo(0.001);
            assertThatThrownBy(() -> writer.settings(2, 0))
                    .hasMessageContaining("fpir: 2.0 (expected: between 0 and 1");
        }
        assertThat(read().settings()).get().satisfies(settings -> {
            assertThat(settings.fpir()).isEqualTo(0.001);
            assertThat(settings.margin()).isNaN();
        });
    }

    @Test
    void aSecondWriterFencesTheFirst() {
        try (FacebankTopicWriter first = writer()) {
            first.publish(MadeBanks.of("bob"), PublishOptions.exact());
            try (FacebankTopicWriter second = writer()) {
                assertThatThrownBy(() -> first.remove("bob"))
                        .isInstanceOf(FacebankException.class)
                        .hasMessageContaining("another writer has taken over");
                second.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact());
            }
        }
        assertThat(read().commit().people()).isEqualTo(2);
    }

    @Test
    void aWrongKeyIsNamed() {
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob"), PublishOptions.exact());
        }
        MasterKey wrong = MadeBanks.key(folder);
        assertThatThrownBy(() -> TopicFacebank.read(topic, TestBroker.client(), wrong))
                .isInstanceOf(FacebankException.class)
                .hasMessageContaining("facebank key: it opens none of the 1 keys of topic " + topic + "-keys");
    }

    @Test
    void rowsInAnyOrderAndRepeatedGiveTheSameView() {
        try (FacebankTopicWriter writer = writer()) {
            CommitRow first = writer.publish(MadeBanks.of("bob", "eve", "zoe"), PublishOptions.exact())
                    .commit();
            writer.rename("eve", "Eva");
            writer.remove("bob");
            writer.ignore("eve", true);
            writer.rollback(FacebankVersion.parse(first.version()));
            writer.erase("zoe");
        }
        try (PersonKeys keys = PersonKeys.open(topic, TestBroker.client(), master)) {
            List<FacebankRow> rows = MadeBanks.read(topic, keys);
            FacebankView expected = FacebankView.upTo(Long.MAX_VALUE, rows);
            Random random = new Random(26);
            for (int round = 0; round < 50; round++) {
                List<FacebankRow> shuffled = new ArrayList<>(rows);
                rows.stream().filter(row -> random.nextInt(3) == 0).forEach(shuffled::add);
                Collections.shuffle(shuffled, random);
                FacebankView view = FacebankView.upTo(Long.MAX_VALUE, shuffled);
                assertThat(view.templates()).isEqualTo(expected.templates());
                assertThat(view.people()).isEqualTo(expected.people());
                assertThat(view.commit()).isEqualTo(expected.commit());
            }
            assertThat(expected.templates()).extracting(TemplateRow::personId).hasSize(4);
            assertThat(expected.people().values()).filteredOn(PersonRow::erased).hasSize(1);
        }
    }

    @Test
    void aRecordThatIsNoRowIsRefusedByItsOffsetAndNothingElseSuffers() throws Exception {
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob"), PublishOptions.exact());
        }
        TestBroker.send(topic, "junk", "{\"type\":\"template\",\"version\":\"x\"}");
        TestBroker.send(topic, "more", "no JSON");
        TestBroker.send(topic, "null", null);
        assertThat(read().problems())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("offset "));
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact());
        }
        assertThat(read().commit().people()).isEqualTo(2);
    }

    /** R40, on this side. */
    @Test
    void templatesOfASecondModelAreRefusedByName() {
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob"), PublishOptions.exact());
            Facebank other = MadeBanks.ofModel(MadeBanks.OTHER_MODEL, "bob");
            assertThatThrownBy(() -> writer.publish(other, PublishOptions.exact()))
                    .isInstanceOf(FacebankException.class)
                    .hasMessageContaining(MadeBanks.OTHER_MODEL)
                    .hasMessageContaining(MadeBanks.MODEL)
                    .hasMessageContaining("templates of two models are never compared");
            TopicChange replaced = writer.publish(other, new PublishOptions(false, true));
            assertThat(replaced.templatesRemoved()).isEqualTo(2);
            assertThat(replaced.commit().modelId()).isEqualTo(MadeBanks.OTHER_MODEL);
        }
        assertThat(read().problems()).isEmpty();
    }
}
