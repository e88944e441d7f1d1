package io.facestream.job.watch.topic;

import io.facestream.job.frames.FrameClock;
import io.facestream.job.watch.TopicPulse;
import io.facestream.job.watch.TopicPulse.Role;
import io.facestream.job.watch.TopicPulse.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads some topics, all partitions of them, on a thread of its own: from a while ago on, and then as records come. It belongs to no group
 * and commits nothing. Where the broker is away it waits, and goes on where it was.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** After so long without a record the broker is asked whether it is there. */
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private static final long NEW_PARTITIONS_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long MISSING_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long AGAIN_MILLIS = 1_000;

    private static final Map<String, String> CLIENT = Map.of(
            "allow.auto.create.topics", "false",
            "enable.auto.commit", "false",
            "auto.offset.reset", "latest",
            "reconnect.backoff.max.ms", "5000");

    /** Whom a reader tells; on its thread. */
    interface Listener {
        void take(Role role, ConsumerRecord<byte[], byte[]> record);

        /** Called several times a second, records or not. */
        void idle();
    }

    private final TopicOrigin origin;
    private final Properties client;
    private final Map<String, Role> topics;
    private final Listener listener;
    private final Consumer<TopicPulse> told;
    private final BrokerReach reach;
    private final Thread thread;

    // of the thread
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<String, TopicPulse> pulses = new TreeMap<>();
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> open;

    private TopicReader(
            TopicOrigin origin,
            String isolation,
            Map<String, Role> topics,
            Listener listener,
            Consumer<TopicPulse> told,
            BrokerReach reach) {
        this.origin = origin;
        this.topics = Map.copyOf(topics);
        this.listener = listener;
        this.told = told;
        this.reach = reach;
        client = origin.cluster().properties();
        if (topics.containsValue(Role.FRAMES)) {
            FrameClock.CLIENT.forEach(client::putIfAbsent);
        }
        client.putAll(CLIENT);
        client.put("isolation.level", isolation);
        client.remove("group.id");
        topics.forEach((topic, role) -> tell(new TopicPulse(topic, role, State.CONNECTING, "", 0, 0)));
        thread = new Thread(this::run, "read-" + String.join("-", new TreeMap<>(topics).keySet()));
        thread.setDaemon(true);
    }

    /**
     * Starts to read.
     *
     * @param isolation {@code read_committed} or {@code read_uncommitted}
     * @param told how the reading of each topic does, whenever that changes
     */
    static TopicReader start(
            TopicOrigin origin,
            String isolation,
            Map<String, Role> topics,
            Listener listener,
            Consumer<TopicPulse> told,
            BrokerReach reach) {
        TopicReader reader = new TopicReader(origin, isolation, topics, listener, told, reach);
        reader.thread.start();
        return reader;
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                open = consumer;
                follow(consumer);
            } catch (WakeupException | InterruptException e) {
                return; // closed
            } catch (KafkaException e) {
                lost(e);
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        long assigned = 0;
        long heard = System.nanoTime();
        boolean whole = false;
        while (!closed) {
            long now = System.nanoTime();
            if (assigned == 0 || now - assigned > (whole ? NEW_PARTITIONS_NANOS : MISSING_NANOS)) {
                whole = assign(consumer);
                reach.back(this);
                assigned = System.nanoTime();
                heard = assigned;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.assignment().isEmpty() ? pause() : consumer.poll(POLL);
            records.forEach(this::take);
            if (!records.isEmpty()) {
                heard = System.nanoTime();
                records.partitions().stream()
                        .map(TopicPartition::topic)
                        .distinct()
                        .forEach(this::tell);
            } else if (now - heard > SILENCE_NANOS && !consumer.assignment().isEmpty()) {
                consumer.endOffsets(consumer.assignment(), PATIENCE);
                heard = System.nanoTime();
            }
            listener.idle();
        }
    }

    private static ConsumerRecords<byte[], byte[]> pause() {
        sleep(POLL.toMillis());
        return ConsumerRecords.empty();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        TopicPulse pulse = pulses.get(record.topic());
        Role role = topics.get(record.topic());
        if (pulse == null || role == null) {
            return;
        }
        pulses.put(
                record.topic(),
                new TopicPulse(
                        record.topic(), role, State.READING, "", pulse.records() + 1, Math.max(0, record.timestamp())));
        listener.take(role, record);
    }

    /**
     * Reads all partitions that there are by now.
     *
     * @return whether every topic is there
     */
    private boolean assign(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Role> all = new HashMap<>();
        boolean whole = true;
        for (Map.Entry<String, Role> topic : topics.entrySet()) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic.getKey(), PATIENCE);
            boolean there = partitions != null && !partitions.isEmpty();
            whole &= there;
            if (there) {
                partitions.forEach(
                        part -> all.put(new TopicPartition(topic.getKey(), part.partition()), topic.getValue()));
                state(topic.getKey(), State.READING, "");
            } else {
                state(
                        topic.getKey(),
                        State.MISSING,
                        "topic " + topic.getKey()
                                + ": not there (expected: one made by ./facestream topics create, or another name)");
            }
        }
        if (!consumer.assignment().equals(all.keySet())) {
            Map<TopicPartition, Role> fresh = new HashMap<>(all);
            fresh.keySet().removeAll(next.keySet());
            next.putAll(origin.beginnings(consumer, fresh, PATIENCE));
            consumer.assign(all.keySet());
            all.keySet().forEach(part -> consumer.seek(part, next.getOrDefault(part, 0L)));
        }
        return whole;
    }

    private void lost(KafkaException failure) {
        boolean away = failure instanceof RetriableException;
        String servers = "kafka " + origin.cluster().servers();
        // Kafka's own words may repeat client settings
        String problem = away
                ? servers + ": no answer"
                : servers + ": refused (" + failure.getClass().getSimpleName()
                        + "; expected: client settings that it takes)";
        reach.lost(this, problem);
        topics.keySet().forEach(topic -> state(topic, State.UNREACHABLE, problem));
        listener.idle();
        sleep(AGAIN_MILLIS);
    }

    private void state(String topic, State state, String problem) {
        TopicPulse pulse = pulses.get(topic);
        if (pulse != null && (pulse.state() != state || !pulse.problem().equals(problem))) {
            tell(new TopicPulse(topic, pulse.role(), state, problem, pulse.records(), pulse.lastAtMillis()));
        }
    }

    private void tell(String topic) {
        TopicPulse pulse = pulses.get(topic);
        if (pulse != null) {
            told.accept(pulse);
        }
    }

    private void tell(TopicPulse pulse) {
        pulses.put(pulse.topic(), pulse);
        told.accept(pulse);
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
