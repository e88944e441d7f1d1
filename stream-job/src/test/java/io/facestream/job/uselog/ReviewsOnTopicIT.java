package io.facestream.job.uselog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.cluster.TestBroker;
import io.facestream.job.kafka.KafkaAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several who review on a topic to which a job writes. */
@Timeout(60)
class ReviewsOnTopicIT {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:05.250Z");
    private static final List<String> LOG = MadeLog.matches("job@1", 2);

    private KafkaProducer<byte[], byte[]> job;
    private UseLog log;
    private String topic;

    @BeforeEach
    void logAMatch() throws Exception {
        topic = TestBroker.topic("use-log", 1, Map.of());
        log = new UseLogTopic(new KafkaAddress(topic, TestBroker.client()), Duration.ofMillis(300));
        Properties settings = TestBroker.properties();
        settings.put("transactional.id", "job-of-" + topic);
        job = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        job.initTransactions();
        job.beginTransaction();
        write(LOG.get(0));
        job.commitTransaction();
        TestBroker.settle();
    }

    @AfterEach
    void close() {
        job.close();
    }

    private void write(String line) {
        job.send(new ProducerRecord<>(topic, "door".getBytes(UTF_8), line.getBytes(UTF_8)));
        job.flush();
    }

    @Test
    void theChainHoldsThoughReviewsLieBehindWhatAJobHasNotCommitted() throws Exception {
        job.beginTransaction();
        write(LOG.get(1));
        try (ReviewDesk desk = ReviewDesk.open(log, match -> true)) {
            desk.readOn();
            assertThat(desk.match(MadeLog.event(1))).as("not committed").isEmpty();
            desk.review(review("Ann"), NOW);
            desk.review(review("Bob"), NOW);
            desk.readOn();
            assertThat(desk.reviews(desk.match(MadeLog.event(0)).orElseThrow())).hasSize(2);
        }
        assertThatThrownBy(() -> log.review(review("Cem"), NOW))
                .as("who cannot see the chain's end")
                .isInstanceOfSatisfying(
                        UseLogException.class, e -> assertThat(e.reason()).isEqualTo(UseLogException.Reason.BUSY));

        job.commitTransaction();
        assertThat(log.review(review("Cem"), NOW).sequence()).isEqualTo(2);
        assertHolds(3);
    }

    @Test
    void ofTwoAtATimeTheFirstIsToldToTryAgain() throws Exception {
        try (ReviewDesk first = ReviewDesk.open(log, match -> true);
                UseLog.Tail second = log.open()) {
            first.readOn();
            assertThatThrownBy(() -> second.append(entry -> {}, () -> {
                        try {
                            first.review(review("Ann"), NOW);
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                        return LOG.get(1); // lost with the transaction
                    }))
                    .isInstanceOfSatisfying(
                            UseLogException.class, e -> assertThat(e.reason()).isEqualTo(UseLogException.Reason.BUSY));
        }
        assertHolds(1);
    }

    @Test
    void aTopicThatIsNotThereIsNotMadeByLookingForIt() {
        UseLog none = new UseLogTopic(new KafkaAddress(topic + "-none", TestBroker.client()));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> none.read(entry -> {}))
                    .isInstanceOfSatisfying(
                            UseLogException.class,
                            e -> assertThat(e.reason()).isEqualTo(UseLogException.Reason.MISSING));
        }
    }

    private static Review review(String by) {
        return new Review(MadeLog.event(0), by, true, "");
    }

    private void assertHolds(int reviews) throws Exception {
        TestBroker.settle();
        ChainCheck check = new ChainCheck(Map.of(), false);
        log.read(check::add);
        assertThat(check.holds()).as(check.findings().toString()).isTrue();
        assertThat(check.findings())
                .filteredOn(finding -> finding.chain().equals(ChainName.REVIEWS))
                .singleElement()
                .satisfies(finding -> assertThat(finding.entries()).isEqualTo(reviews));
    }
}
