package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.bench.ProbeJob;
import io.facestream.cluster.TestBroker;
import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.job.deadletter.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The facebank's topic is cut off, deleted, made anew and polluted while the job runs: the job goes on, and agrees with the topic in the end. */
@Timeout(180)
class R25TopicReplacedIT {
    @TempDir
    private Path folder;

    @Test
    void theJobKeepsItsVersionUntilTheTopicHasAnother() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            String first = bank.publish(0, 1);
            try (ProbeJob job = bank.job();
                    Admin admin = Admin.create(TestBroker.properties())) {
                List<String> before = TopicBank.who(job, first);

                String latest = refuse(bank, job);

                List<String> topics = FacebankTopics.specifications(bank.topic).stream()
                        .map(FacebankTopics.Specification::name)
                        .toList();
                bank.writer.close();
                admin.deleteTopics(topics).all().get();
                int atDeletion = job.decisions();
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> job.decisions() > atDeletion + 100);
                assertThat(job.allDecideBy(latest))
                        .as("goes on with the version it has")
                        .isTrue();

                Awaitility.await()
                        .ignoreExceptions()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> FacebankTopics.create(bank.topic, TestBroker.client())
                                        .size()
                                == 3);
                try (FacebankTopicWriter writer = bank.anotherWriter()) {
                    // Three people, so that the version's name is not that of the first topic's first: nothing is left
                    // of that one.
                    var change = writer.publish(
                            io.facestream.bench.MadeFacebank.people(1, 4),
                            io.facestream.facebank.topic.PublishOptions.exact());
                    List<String> after = TopicBank.who(job, TopicBank.version(change));
                    assertThat(after).containsExactly("", writer.personId("person1"), writer.personId("person2"));
                    assertThat(after).isNotEqualTo(before);
                }
                assertThat(job.runs()).as("no task has failed").isTrue();
            }
        }
    }

    @Test
    void aTopicThatIsCutOffLeavesTheJobRunning() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            String first = bank.publish(0, 1);
            try (ProbeJob job = bank.job()) {
                TopicBank.who(job, first);
                TestBroker.configure(bank.topic, Map.of("cleanup.policy", "compact,delete"));
                TestBroker.cutOff(bank.topic, -1);
                int then = job.decisions();
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> job.decisions() > then + 100);
                assertThat(job.runs()).isTrue();
                assertThat(job.allDecideBy(first)).isTrue();
            }
        }
    }

    /** A record that is no row is refused and counted, and nothing else happens. */
    private static String refuse(TopicBank bank, ProbeJob job) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = TestBroker.producer()) {
            producer.send(new ProducerRecord<>(
                            bank.topic,
                            "somebody/else".getBytes(StandardCharsets.UTF_8),
                            "no row".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        String next = bank.publish(0, 1, 2);
        TopicBank.await(job, next);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(job.side(DeadLetter.class))
                        .singleElement()
                        .satisfies(letter -> {
                            assertThat(letter.topic()).isEqualTo(bank.topic);
                            assertThat(letter.sizeBytes()).isEqualTo(6);
                            assertThat(letter.sha256()).hasSize(64);
                        }));
        return next;
    }
}
