package io.facestream.job.uselog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A log on a topic; reviews are records of it under a key of their own, each in a transaction. */
final class UseLogTopic extends UseLog {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaAddress address;

    UseLogTopic(KafkaAddress address) {
        this.address = address;
    }

    @Override
    public void read(Reader reader) throws IOException {
        Properties settings = address.properties();
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(address.topic(), PATIENCE).stream()
                    .map(part -> new TopicPartition(address.topic(), part.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IOException(address + ": no such topic (expected: a log of use)");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.getOrDefault(part, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record, reader);
                }
            }
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Reader reader) {
        String place = "partition " + record.partition() + " offset " + record.offset();
        String line = record.value() == null ? "" : new String(record.value(), UTF_8);
        UseEntry.parse(place, line).ifPresentOrElse(reader::entry, () -> reader.noEntry(place));
    }

    /** Whoever opens the producer last shuts out the one before: of two reviews on one head only one is committed. */
    @Override
    public UseEntry review(Review review, Instant at) throws IOException {
        Properties settings = address.properties();
        settings.put("transactional.id", "facestream-reviews-" + address.topic());
        settings.put("acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            Search search = new Search(review.eventId());
            read(search);
            String line = search.entryOf(review, at, this).emitted(at);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    address.topic(), ChainName.REVIEWS.run().getBytes(UTF_8), line.getBytes(UTF_8));
            record.headers()
                    .add(
                            "schema-version",
                            String.valueOf(UseLine.SCHEMA_VERSION).getBytes(UTF_8))
                    .add("content-type", "application/json".getBytes(UTF_8));
            producer.beginTransaction();
            producer.send(record);
            producer.commitTransaction();
            return UseEntry.parse(address.toString(), line).orElseThrow();
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    private IOException failure(KafkaException e) {
        return new IOException(address + ": " + e.getMessage() + " (expected: a topic that can be used)", e);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
