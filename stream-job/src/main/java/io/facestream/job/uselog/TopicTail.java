package io.facestream.job.uselog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.uselog.UseLogException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A log's topic up to where it was read. It belongs to no group. Reviews of all processes have one transactional id, so that whoever opens
 * a producer last shuts out the one before: of two reviews on one head only one is committed.
 */
final class TopicTail implements UseLog.Tail {
    private static final Duration POLL = Duration.ofMillis(200);
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Map<String, String> READING =
            Map.of("enable.auto.commit", "false", "auto.offset.reset", "earliest", "allow.auto.create.topics", "false");

    private final KafkaAddress address;
    private final Duration othersPatience;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<String> own = new HashSet<>();

    private TopicTail(KafkaAddress address, Duration othersPatience) {
        this.address = address;
        this.othersPatience = othersPatience;
        this.consumer = consumer("read_committed");
    }

    /** @param othersPatience how long a review waits for one that is not committed yet */
    static TopicTail open(KafkaAddress address, Duration othersPatience) throws IOException {
        TopicTail tail;
        try {
            tail = new TopicTail(address, othersPatience);
        } catch (KafkaException e) {
            throw failure(address, e);
        }
        try {
            tail.assign();
            return tail;
        } catch (KafkaException e) {
            tail.close();
            throw failure(address, e);
        } catch (UseLogException e) {
            tail.close();
            throw e;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Properties settings = address.properties();
        settings.putAll(READING);
        settings.put("isolation.level", isolation);
        settings.remove("group.id");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void readOn(UseLog.Reader reader) throws IOException {
        try {
            assign();
            upToNow(consumer, record -> take(record, reader));
        } catch (KafkaException e) {
            throw failure(address, e);
        }
    }

    /** Takes all partitions that there are by now, new ones from their beginning. */
    private void assign() throws UseLogException {
        List<PartitionInfo> known = consumer.partitionsFor(address.topic(), PATIENCE);
        if (known == null || known.isEmpty()) {
            throw new UseLogException(Reason.MISSING, address + ": no such topic (expected: a log of use)");
        }
        Set<TopicPartition> partitions = new HashSet<>();
        known.forEach(part -> partitions.add(new TopicPartition(address.topic(), part.partition())));
        if (!consumer.assignment().equals(partitions)) {
            Map<TopicPartition, Long> positions = new HashMap<>();
            consumer.assignment().forEach(part -> positions.put(part, consumer.position(part)));
            consumer.assign(partitions);
            positions.forEach(consumer::seek);
            partitions.removeAll(positions.keySet());
            consumer.seekToBeginning(partitions);
        }
    }

    private interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    private void upToNow(KafkaConsumer<byte[], byte[]> from, Taker taker) throws UseLogException {
        Map<TopicPartition, Long> ends = from.endOffsets(from.assignment(), PATIENCE);
        long heard = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> from.position(end.getKey(), PATIENCE) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> records = from.poll(POLL);
            records.forEach(taker::take);
            long now = System.nanoTime();
            if (!records.isEmpty()) {
                heard = now;
            } else if (now - heard > PATIENCE.toNanos()) {
                throw new UseLogException(Reason.AWAY, address + ": no answer (expected: a broker that is up)");
            }
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, UseLog.Reader reader) {
        UseLog.take("partition " + record.partition() + " offset " + record.offset(), line(record), reader);
    }

    private static String line(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? "" : new String(record.value(), UTF_8);
    }

    @Override
    public UseEntry append(UseLog.Reader reader, Supplier<String> next) throws IOException {
        Properties settings = address.properties();
        settings.put("transactional.id", "facestream-reviews-" + address.topic());
        settings.put("acks", "all");
        settings.put("max.block.ms", String.valueOf(PATIENCE.toMillis()));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            awaitReviewsOfOthers(reader);
            String line = next.get();
            producer.beginTransaction();
            Future<RecordMetadata> sent = producer.send(record(line));
            producer.commitTransaction();
            own.add(place(sent.get().partition(), sent.get().offset()));
            return UseEntry.parse(address.toString(), line).orElseThrow();
        } catch (KafkaException e) {
            throw failure(address, e);
        } catch (ExecutionException e) {
            throw failure(address, new KafkaException(e.getCause()));
        } catch (InterruptedException e) {
            throw failure(address, new InterruptException(e));
        }
    }

    private ProducerRecord<byte[], byte[]> record(String line) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(address.topic(), ChainName.REVIEWS.run().getBytes(UTF_8), line.getBytes(UTF_8));
        record.headers()
                .add("schema-version", String.valueOf(UseLine.SCHEMA_VERSION).getBytes(UTF_8))
                .add("content-type", "application/json".getBytes(UTF_8));
        return record;
    }

    /**
     * A partition shows nothing behind the first transaction that is open, and a job that has something to log has one open until its
     * checkpoint. A review that lies there is the chain's end, and must be waited for: it may still turn out to be none.
     */
    private void awaitReviewsOfOthers(UseLog.Reader reader) throws IOException {
        long until = System.nanoTime() + othersPatience.toNanos();
        readOn(reader);
        while (isReviewHidden()) {
            if (System.nanoTime() > until) {
                throw new UseLogException(
                        Reason.BUSY,
                        address + ": somebody else's review waits for a job's checkpoint (expected: another try)");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            readOn(reader);
        }
    }

    private boolean isReviewHidden() throws UseLogException {
        Set<String> hidden = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
            all.assign(consumer.assignment());
            consumer.assignment().forEach(part -> all.seek(part, consumer.position(part)));
            upToNow(all, record -> {
                Optional<UseEntry> entry = UseEntry.parse("", line(record));
                if (entry.isPresent() && entry.get().chain().equals(ChainName.REVIEWS)) {
                    hidden.add(place(record.partition(), record.offset()));
                }
            });
        }
        hidden.removeAll(own);
        return !hidden.isEmpty();
    }

    private static String place(int partition, long offset) {
        return partition + " " + offset;
    }

    /** Kafka's own words may repeat client settings. */
    private static UseLogException failure(KafkaAddress address, KafkaException e) {
        if (e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException) {
            return new UseLogException(
                    Reason.BUSY,
                    address + ": somebody else added a review at the same time (expected: another try)",
                    e);
        }
        String what = e instanceof RetriableException
                ? "no answer (expected: a broker that is up)"
                : "refused (" + e.getClass().getSimpleName() + "; expected: client settings that the broker takes)";
        return new UseLogException(Reason.AWAY, address + ": " + what, e);
    }

    @Override
    public void close() {
        consumer.close(Duration.ZERO);
    }
}
