package io.facestream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic while it is written, and notes how long after the capture of its frame each event arrives. */
final class TopicWatch implements AutoCloseable {
    /** Events that a frame decides; those at the end of a visit or camera wait for something else. */
    private static final Set<String> DECIDED = Set.of("APPEARED", "IDENTIFIED", "UNKNOWN", "CHANGED");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, String> consumer;
    private final Map<String, Arrival> arrivals = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /** The first arrival of an event. */
    record Arrival(long capturedAtMillis, long latencyMillis) {}

    /** @param isolation {@code read_committed} or {@code read_uncommitted} */
    TopicWatch(String servers, String topic, String isolation) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("isolation.level", isolation);
        properties.put("key.deserializer", StringDeserializer.class.getName());
        properties.put("value.deserializer", StringDeserializer.class.getName());
        consumer = new KafkaConsumer<>(properties);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = new Thread(this::read, "watch-" + topic);
        thread.setDaemon(true);
        thread.start();
    }

    /** Latency of each event so far, by event id. */
    Map<String, Arrival> arrivals() {
        return new TreeMap<>(arrivals);
    }

    private void read() {
        while (!closed) {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                note(record.value(), System.currentTimeMillis());
            }
        }
        consumer.close();
    }

    private void note(String line, long nowMillis) {
        try {
            JsonNode event = JSON.readTree(line);
            long captured = Instant.parse(event.get("capturedAt").asText()).toEpochMilli();
            if (DECIDED.contains(event.get("type").asText())) {
                arrivals.putIfAbsent(event.get("eventId").asText(), new Arrival(captured, nowMillis - captured));
            }
        } catch (IOException e) {
            throw new IllegalStateException("event: not JSON: " + line, e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
