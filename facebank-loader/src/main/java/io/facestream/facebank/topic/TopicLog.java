package io.facestream.facebank.topic;

import io.facestream.facebank.FacebankException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The committed records of a topic of one partition, in order. It notices when the topic is no longer the one that it was opened on, by the
 * id that the cluster gives each topic, and when its position is no longer there. One thread.
 */
final class TopicLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLog.class);

    /** Between two looks at the topic's id while nothing arrives. */
    private static final long LOOK_EVERY_NANOS = 1_000_000_000;

    /** A broker that holds records and gives none for so long has a problem that waiting does not solve. */
    private static final long MOST_SILENCE_NANOS = 60_000_000_000L;

    private static final Duration READ_WAIT = Duration.ofMillis(200);
    private static final String MOST_RECORDS = "2000";

    private final TopicPartition partition;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private String topicId;
    private long lastLookNanos = System.nanoTime();
    private boolean gone;

    private TopicLog(TopicPartition partition, Admin admin, KafkaConsumer<byte[], byte[]> consumer, String topicId) {
        this.partition = partition;
        this.admin = admin;
        this.consumer = consumer;
        this.topicId = topicId;
    }

    /**
     * Records that followed each other, and whether they follow what was read before.
     *
     * @param reset why they do not, if so: the log was set back to the topic's start, and there are no records
     */
    record Read(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable String reset) {}

    /** Opens the log at the first record that is there. */
    static TopicLog open(String topic, Map<String, String> client) {
        return KafkaFailures.of(topic, client).during(() -> {
            Admin admin = Admin.create(ClientSettings.admin(client));
            KafkaConsumer<byte[], byte[]> consumer = null;
            try {
                String id = FacebankTopics.onePartition(topic, admin).topicId().toString();
                consumer = new KafkaConsumer<>(
                        ClientSettings.consumer(client, MOST_RECORDS),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                TopicPartition partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                TopicLog log = new TopicLog(partition, admin, consumer, id);
                log.seek(log.start());
                return log;
            } catch (Throwable e) {
                if (consumer != null) {
                    consumer.close();
                }
                admin.close();
                throw e;
            }
        });
    }

    /** The cluster's id of the topic that is read. */
    String topicId() {
        return topicId;
    }

    /** Offset of the next record. */
    long position() {
        return consumer.position(partition);
    }

    void seek(long offset) {
        consumer.seek(partition, offset);
    }

    /** Offset of the first record that can still be read. */
    long start() {
        return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Offset after the last committed record. */
    long end() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Goes to an offset of the topic with the given id, or to the start if it is another topic or has no such offset. */
    Optional<String> seek(String expectedTopicId, long offset) {
        if (!topicId.equals(expectedTopicId)) {
            return Optional.of(recreated(expectedTopicId));
        }
        long end = end();
        long start = start();
        if (offset < start || offset > end) {
            return Optional.of(cutOff(offset, start, end));
        }
        seek(offset);
        return Optional.empty();
    }

    Read poll(Duration timeout) {
        long before = position();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            consumer.poll(timeout).records(partition).forEach(records::add);
        } catch (OffsetOutOfRangeException e) {
            Optional<String> changed = look();
            return new Read(List.of(), changed.orElseGet(() -> restart(cutOff(before, start(), end()))));
        }
        // Records are believed only when the topic is still the same after they have come.
        if (records.isEmpty() && System.nanoTime() - lastLookNanos < LOOK_EVERY_NANOS) {
            return new Read(List.of(), null);
        }
        try {
            Optional<String> changed = look();
            return changed.isPresent() ? new Read(List.of(), changed.get()) : new Read(records, null);
        } catch (FacebankException | KafkaException e) {
            if (!gone) {
                gone = true;
                LOG.warn(
                        "facebank: topic {} cannot be asked for its id: {}; waiting",
                        partition.topic(),
                        e.getMessage());
            }
            seek(before);
            return new Read(List.of(), null);
        }
    }

    /** Reads on to what is now the end. */
    Read toEnd() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long end = end();
        if (position() >= end) {
            // Another topic of this name may be shorter than what was read of the one before.
            Optional<String> changed = look();
            if (changed.isPresent()) {
                return new Read(List.of(), changed.get());
            }
        }
        long lastProgressNanos = System.nanoTime();
        while (position() < end) {
            long before = position();
            Read read = poll(READ_WAIT);
            if (position() != before) {
                lastProgressNanos = System.nanoTime();
            } else if (System.nanoTime() - lastProgressNanos > MOST_SILENCE_NANOS) {
                throw new FacebankException("topic " + partition.topic() + ": offset " + before
                        + " does not come (expected: records up to " + end + "; is the broker there?)");
            }
            if (read.reset() != null) {
                return read;
            }
            records.addAll(read.records());
        }
        return new Read(records, null);
    }

    private Optional<String> look() {
        String now =
                FacebankTopics.onePartition(partition.topic(), admin).topicId().toString();
        lastLookNanos = System.nanoTime();
        gone = false;
        if (now.equals(topicId)) {
            return Optional.empty();
        }
        String before = topicId;
        topicId = now;
        return Optional.of(restart(recreated(before)));
    }

    private String restart(String reason) {
        seek(start());
        return reason;
    }

    private String recreated(String before) {
        return "facebank topic " + partition.topic() + " has the id " + topicId + " (expected: " + before
                + "; the topic was re-created, and is read from its start)";
    }

    private String cutOff(long offset, long start, long end) {
        return "facebank topic " + partition.topic() + " holds offsets " + start + " to " + end + " (expected: "
                + offset + "; the topic was cut off, and is read from its start)";
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
