package io.facestream.facebank.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.facebank.FacebankException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks for a person's id in the events of a topic, and deletes events. */
public final class EventTopics {
    private static final Duration READ_WAIT = Duration.ofMillis(200);

    private final String topic;
    private final Map<String, String> client;

    /** @param client settings of Kafka's clients */
    public EventTopics(String topic, Map<String, String> client) {
        this.topic = topic;
        this.client = Map.copyOf(client);
    }

    /** What a partition holds of a person. */
    private static final class Found {
        private long events;
        private long entries;
        private long last;
        private long lastAtMillis;

        private void add(ConsumerRecord<byte[], byte[]> record) {
            if (Trace.isOfTheLogOfUse(text(record.value()))) {
                entries++;
                return;
            }
            events++;
            last = record.offset();
            lastAtMillis = Math.max(lastAtMillis, record.timestamp());
        }
    }

    /** Partitions whose records hold the id, one finding each. Kafka deletes a partition's records from its start only. */
    public List<Trace> naming(String personId) {
        Map<Integer, Found> found = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new FacebankException("--events: topic " + topic + " is not there (expected: a topic of events)");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(READ_WAIT)) {
                    if (names(record, personId)) {
                        found.computeIfAbsent(record.partition(), any -> new Found())
                                .add(record);
                    }
                }
            }
        } catch (KafkaException e) {
            throw failure(e);
        }
        List<Trace> traces = new ArrayList<>();
        found.forEach((partition, what) -> {
            if (what.entries > 0) {
                traces.add(Trace.ofTheLogOfUse("topic " + topic + ", partition " + partition, what.entries, personId));
            }
            if (what.events > 0) {
                traces.add(trace(partition, what, personId));
            }
        });
        return traces;
    }

    private static boolean names(ConsumerRecord<byte[], byte[]> record, String personId) {
        return text(record.value()).contains(personId) || text(record.key()).contains(personId);
    }

    private static String text(byte @Nullable [] utf8) {
        return utf8 == null ? "" : new String(utf8, UTF_8);
    }

    private Trace trace(int partition, Found found, String personId) {
        return new Trace(
                "topic " + topic + ", partition " + partition,
                found.events + " events that name " + personId + ", the last of "
                        + Instant.ofEpochMilli(found.lastAtMillis) + "; Kafka deletes them with all before them",
                "./facestream facebank delete-events kafka://" + servers() + topic + " --partition " + partition
                        + " --before " + (found.last + 1));
    }

    private String servers() {
        String servers = client.get("bootstrap.servers");
        return servers == null ? "" : servers + "/";
    }

    /** Deletes a partition's records from its start to before an offset. */
    public void deleteBefore(int partition, long offset) {
        try (Admin admin = Admin.create(settings())) {
            TopicPartition place = new TopicPartition(topic, partition);
            admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(e);
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    private FacebankException failure(Throwable e) {
        return new FacebankException(
                "topic " + topic + ": " + e.getMessage() + " (expected: a topic that can be used)", e);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.remove("group.id");
        return settings;
    }
}
