package io.facestream.facebank.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.facestream.cluster.TestBroker;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.ResetRow;
import io.facestream.facebank.topic.FacebankTopicReader.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** R25: the facebank's topic is compacted, cut off, or made anew. */
@Timeout(120)
class R25FacebankTopicIT {
    @TempDir
    private Path folder;

    private MasterKey master;
    private String topic;

    @BeforeEach
    void newTopic() {
        master = MadeBanks.key(folder);
        topic = MadeBanks.topic();
    }

    private CommitRow publish(String... people) {
        try (FacebankTopicWriter writer = writer()) {
            return writer.publish(MadeBanks.of(people), PublishOptions.exact()).commit();
        }
    }

    private FacebankTopicWriter writer() {
        return FacebankTopicWriter.open(topic, TestBroker.client(), master, "ann");
    }

    private static void delete(String topic) throws Exception {
        try (Admin admin = Admin.create(TestBroker.properties())) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(topic));
        }
    }

    private static List<FacebankRow> next(FacebankTopicReader reader) {
        List<FacebankRow> rows = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            rows.addAll(reader.poll(Duration.ofMillis(100)));
            return !rows.isEmpty();
        });
        return rows;
    }

    private FacebankTopicReader reader(PersonKeys keys) {
        return FacebankTopicReader.open(topic, TestBroker.client(), keys);
    }

    @Test
    void compactionChangesNothingThatIsRead() throws Exception {
        TestBroker.configure(
                topic, Map.of("segment.ms", "1", "min.cleanable.dirty.ratio", "0.001", "max.compaction.lag.ms", "1"));
        publish("bob");
        publish("bob", "eve");
        publish("eve", "zoe");
        CommitRow last = publish("eve", "zoe", "kim");
        int before = TestBroker.committed(topic).size();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    // A segment is cleaned once a younger one has begun.
                    TestBroker.send(topic, "nobody", null);
                    return TestBroker.committed(topic).stream()
                                    .filter(r -> r.value() != null)
                                    .count()
                            < before;
                });
        TopicFacebank there = TopicFacebank.read(topic, TestBroker.client(), master);
        assertThat(there.problems()).isEmpty();
        assertThat(there.commit()).isEqualTo(last);
        assertThat(there.people()).extracting(TopicFacebank.Person::displayName).contains("Name of kim");
        try (FacebankTopicWriter writer = writer()) {
            CommitRow back = writer.rollback(FacebankVersion.parse(TopicFacebank.history(topic, TestBroker.client())
                            .get(0)
                            .version()))
                    .commit();
            assertThat(FacebankVersion.of(back.number()).epoch()).isEqualTo(1);
            assertThat(back.people()).isEqualTo(1);
        }
        assertThat(TopicFacebank.read(topic, TestBroker.client(), master).problems())
                .isEmpty();
    }

    @Test
    void aTopicThatWasMadeAnewIsNoticedWhileReadingAndItsVersionsAreNewer() throws Exception {
        CommitRow before = publish("bob", "eve");
        try (PersonKeys keys = PersonKeys.open(topic, TestBroker.client(), master);
                FacebankTopicReader reader = reader(keys)) {
            while (!reader.caughtUp()) {
                reader.poll(Duration.ofMillis(100));
            }
            Position old = reader.position();
            delete(topic);
            FacebankTopics.create(topic, TestBroker.client());
            CommitRow after = publish("bob", "eve", "zoe");
            assertThat(FacebankVersion.of(after.number()).epoch()).isEqualTo(2);
            assertThat(after.number()).isGreaterThan(before.number());
            List<FacebankRow> rows = next(reader);
            assertThat(rows.get(0))
                    .isInstanceOfSatisfying(
                            ResetRow.class,
                            reset -> assertThat(reset.reason())
                                    .contains("facebank topic " + topic + " has the id ", "(expected: " + old.topicId())
                                    .contains("re-created"));
            while (!reader.caughtUp()) {
                rows.addAll(reader.poll(Duration.ofMillis(100)));
            }
            FacebankView view = FacebankView.upTo(Long.MAX_VALUE, rows);
            assertThat(view.commit()).hasValue(after);
            assertThat(view.templates()).hasSize(6);
            try (FacebankTopicReader resumed = FacebankTopicReader.openAt(topic, TestBroker.client(), keys, old)) {
                assertThat(resumed.poll(Duration.ZERO)).singleElement().isInstanceOf(ResetRow.class);
                assertThat(next(resumed)).isNotEmpty();
            }
        }
        try (FacebankTopicWriter writer = writer()) {
            assertThat(writer.rollback(FacebankVersion.parse(before.version()))
                            .commit()
                            .contentSha256())
                    .isEqualTo(before.contentSha256());
        }
    }

    @Test
    void aTopicWhoseBeginningWasDeletedIsReadFromWhereItBeginsNow() throws Exception {
        publish("bob");
        TestBroker.configure(topic, Map.of("cleanup.policy", "compact,delete", "retention.ms", "-1"));
        try (PersonKeys keys = PersonKeys.open(topic, TestBroker.client(), master)) {
            Position early;
            try (FacebankTopicReader reader = reader(keys)) {
                early = reader.position();
            }
            long cut = TestBroker.committed(topic).get(2).offset();
            TestBroker.cutOff(topic, cut);
            long end = TestBroker.end(topic);
            try (FacebankTopicReader reader = FacebankTopicReader.openAt(topic, TestBroker.client(), keys, early)) {
                List<FacebankRow> rows = next(reader);
                assertThat(rows)
                        .singleElement()
                        .isInstanceOfSatisfying(
                                ResetRow.class,
                                reset -> assertThat(reset.reason())
                                        .isEqualTo("facebank topic " + topic + " holds offsets " + cut + " to "
                                                + end
                                                + " (expected: 0; the topic was cut off, and is read from its start)"));
                assertThat(next(reader)).last().isInstanceOf(CommitRow.class);
            }
        }
        assertThat(TopicFacebank.read(topic, TestBroker.client(), master).problems())
                .as("what was lost is named")
                .isNotEmpty();
    }

    @Test
    void aTopicThatLostItsEndIsHealedByItsHistory() throws Exception {
        publish("bob");
        String shorter = topic;
        CommitRow lost = publish("bob", "eve");
        // The same loss as by an unclean election of a leader: the topic is made again with its first change only.
        List<byte[][]> kept = TestBroker.committed(shorter).stream()
                .limit(4)
                .map(record -> new byte[][] {record.key(), record.value()})
                .toList();
        delete(shorter);
        FacebankTopics.create(shorter, TestBroker.client());
        for (byte[][] record : kept) {
            TestBroker.send(
                    shorter,
                    new String(record[0], java.nio.charset.StandardCharsets.UTF_8),
                    new String(record[1], java.nio.charset.StandardCharsets.UTF_8));
        }
        try (FacebankTopicWriter writer = writer()) {
            CommitRow back =
                    writer.rollback(FacebankVersion.parse(lost.version())).commit();
            assertThat(back.number()).isGreaterThan(lost.number());
            assertThat(back.version()).startsWith("2.");
            assertThat(back.contentSha256()).isEqualTo(lost.contentSha256());
        }
        assertThat(TopicFacebank.read(topic, TestBroker.client(), master).problems())
                .isEmpty();
    }
}
