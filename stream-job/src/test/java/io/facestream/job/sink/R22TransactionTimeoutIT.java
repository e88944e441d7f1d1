package io.facestream.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.facestream.cluster.TestBroker;
import io.facestream.job.kafka.EventTopics;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.kafka.TransactionTimes;
import io.facestream.job.metrics.JobMetric;
import io.facestream.job.run.RestoreAge;
import io.facestream.job.run.RunFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A transaction outlives a restart, or the job is not started; and what is lost all the same is said and counted. */
@Timeout(120)
class R22TransactionTimeoutIT {
    @TempDir
    private Path folder;

    @Test
    void aTimeoutThatDoesNotCoverARestartIsRefused() {
        assertThatThrownBy(() -> settings("transaction-timeout", "2min").settings())
                .hasMessage(
                        "transaction-timeout: 2 min (expected: longer than 125 s, which is checkpoint-interval 5 s and"
                                + " restart-budget 2 min; shorter, and events are lost when the job is restarted)");
        assertThatCode(() -> settings("restart-budget", "30s")
                        .with("transaction-timeout", "40s")
                        .settings())
                .doesNotThrowAnyException();
    }

    @Test
    void aTimeoutAboveTheBrokersIsRefused() throws Exception {
        String topic = TestBroker.topic("events", 1, Map.of());
        TransactionTimes.check(topics(topic, Duration.ofMinutes(15)));
        assertThatThrownBy(() -> TransactionTimes.check(topics(topic, Duration.ofMinutes(16))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("transaction-timeout: 16 min (expected: at most 15 min, the transaction.max.timeout.ms of"
                        + " broker 1)");
    }

    @Test
    void aTopicThatIsNotThereIsSaidBeforeTheStart() {
        assertThatThrownBy(() -> TransactionTimes.check(topics("nowhere", Duration.ofMinutes(10))))
                .hasMessageStartingWith("topic nowhere: not on " + TestBroker.servers())
                .hasMessageContaining("./facestream topics create");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsALineAndTheJobMayStart() {
        EventTopics away = new EventTopics(
                KafkaAddress.parse("kafka://127.0.0.1:1/events", Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "away",
                Duration.ofMinutes(10),
                Duration.ofMinutes(2));
        try (LogLines log = LogLines.of(TransactionTimes.class)) {
            TransactionTimes.check(away);
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("WARN kafka 127.0.0.1:1: no answer")
                            .contains("transaction.max.timeout.ms")
                            .doesNotContain("\n"));
        }
    }

    @Test
    void aSavepointOlderThanTheTimeoutIsRefusedUnlessLossIsAccepted() throws Exception {
        Path savepoint = Files.createDirectories(folder.resolve("savepoint"));
        Duration timeout = Duration.ofMinutes(10);
        assertThatThrownBy(() -> RestoreAge.check(savepoint.toString(), timeout, false))
                .hasMessageContaining("_metadata");
        Path metadata = Files.createFile(savepoint.resolve("_metadata"));
        assertThatCode(() -> RestoreAge.check(savepoint.toString(), timeout, false))
                .doesNotThrowAnyException();

        Files.setLastModifiedTime(metadata, FileTime.from(Instant.now().minusSeconds(660)));
        assertThatThrownBy(() -> RestoreAge.check(savepoint.toUri().toString(), timeout, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is 11 min old (expected: younger than transaction-timeout, 10 min")
                .hasMessageContaining("--accept-loss");
        assertThatCode(() -> RestoreAge.check(metadata.toString(), timeout, true))
                .doesNotThrowAnyException();
    }

    @Test
    void aTransactionThatExpiredBeforeItsCommitIsCountedAndSaidAndOneCommittedTwiceIsNot() throws Exception {
        String topic = TestBroker.topic("events", 1, Map.of());
        CountedKafkaSink<String> sink = (CountedKafkaSink<String>)
                new KafkaOutput<String>(topics(topic, Duration.ofSeconds(2)), topic, 1, line -> "door", line -> line)
                        .exactlyOnce();
        CommitterContext context = new CommitterContext();
        try (var writer = new OneInputStreamOperatorTestHarness<>(
                        new SinkWriterOperatorFactory<String, CountedCommittable>(sink));
                Committer<CountedCommittable> committer = sink.createCommitter(context);
                LogLines log = LogLines.of(CountedCommitter.class)) {
            writer.open();
            CountedCommittable inTime = transaction(writer, 1, "a", "b");
            committer.commit(List.of(new Request(inTime)));
            Request again = new Request(restored(sink, inTime));
            committer.commit(List.of(again));
            assertThat(again.failed)
                    .as("committed before, as after any restart")
                    .isFalse();
            CountedCommittable late = transaction(writer, 2, "c", "d", "e");
            awaitExpiry(late);
            Request request = new Request(restored(sink, late));
            committer.commit(List.of(request));

            assertThat(request.failed).isTrue();
            assertThat(context.count(JobMetric.LOST_TRANSACTIONS.ownName())).isEqualTo(1);
            assertThat(context.count(JobMetric.LOST_EVENTS.ownName())).isEqualTo(3);
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("ERROR 3 events of topic " + topic + " lost"));
        }
        assertThat(TestBroker.committed(topic))
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("a", "b");
    }

    private RunFixture settings(String key, String value) {
        return RunFixture.of("a=a.mp4")
                .with("facebank", folder)
                .with("events", "kafka://events")
                .with(key, value);
    }

    private static EventTopics topics(String events, Duration timeout) {
        return new EventTopics(
                new KafkaAddress(events, TestBroker.client()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                events,
                timeout,
                Duration.ofSeconds(1));
    }

    private static CountedCommittable transaction(
            OneInputStreamOperatorTestHarness<String, CommittableMessage<CountedCommittable>> writer,
            long checkpoint,
            String... lines)
            throws Exception {
        for (String line : lines) {
            writer.processElement(line, 0);
        }
        writer.prepareSnapshotPreBarrier(checkpoint);
        writer.snapshot(checkpoint, 0);
        List<CountedCommittable> transactions = new ArrayList<>();
        for (CommittableMessage<CountedCommittable> message : writer.extractOutputValues()) {
            if (message instanceof CommittableWithLineage<CountedCommittable> committable) {
                transactions.add(committable.getCommittable());
            }
        }
        return transactions.get(transactions.size() - 1);
    }

    /** As a checkpoint gives it back after a restart. */
    private static CountedCommittable restored(CountedKafkaSink<String> sink, CountedCommittable committable)
            throws Exception {
        SimpleVersionedSerializer<CountedCommittable> codec = sink.getCommittableSerializer();
        return codec.deserialize(codec.getVersion(), codec.serialize(committable));
    }

    private static void awaitExpiry(CountedCommittable committable) {
        String id = committable.transaction().getTransactionalId();
        try (Admin admin = Admin.create(TestBroker.properties())) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> admin.describeTransactions(List.of(id))
                                    .description(id)
                                    .get()
                                    .state()
                            == TransactionState.COMPLETE_ABORT);
        }
    }

    private static final class Request implements Committer.CommitRequest<CountedCommittable> {
        private final CountedCommittable committable;
        private boolean failed;

        private Request(CountedCommittable committable) {
            this.committable = committable;
        }

        @Override
        public CountedCommittable getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            failed = true;
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void retryLater() {
            throw new AssertionError("retry");
        }

        @Override
        public void updateAndRetryLater(CountedCommittable other) {
            throw new AssertionError("retry");
        }

        @Override
        public void signalAlreadyCommitted() {
            // What was committed need not be again.
        }
    }
}
