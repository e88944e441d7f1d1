package io.facestream.job.watch.topic;

import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.watch.TopicPulse.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where topics are, and from where on they are read.
 *
 * @param lookBack how far before now reading begins; zero to begin now
 */
record TopicOrigin(KafkaAddress cluster, Duration lookBack) {
    /** A visit has some three events. */
    private static final Depth EVENTS = new Depth(300, 2_000);

    private static final Depth ANNOTATIONS = new Depth(64, 64);

    /** Large ones: enough for a picture of each camera. */
    private static final Depth FRAMES = new Depth(8, 8);

    /**
     * How many records of a partition are looked back at.
     *
     * @param least even if they are older than asked for, so that pages are not empty after a quiet night
     * @param most even if more are as young
     */
    private record Depth(int least, int most) {
        static Depth of(Role role) {
            return switch (role) {
                case EVENTS, SIGHTINGS -> EVENTS;
                case ANNOTATIONS -> ANNOTATIONS;
                case FRAMES -> FRAMES;
            };
        }
    }

    /** The first offset to read of each of some partitions. */
    Map<TopicPartition, Long> beginnings(
            Consumer<?, ?> consumer, Map<TopicPartition, Role> partitions, Duration patience) {
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        if (partitions.isEmpty()) {
            return beginnings;
        }
        long since = System.currentTimeMillis() - lookBack.toMillis();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.keySet().forEach(part -> times.put(part, since));
        Map<TopicPartition, OffsetAndTimestamp> young = consumer.offsetsForTimes(times, patience);
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions.keySet(), patience);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions.keySet(), patience);
        partitions.forEach((part, role) -> {
            Depth depth = Depth.of(role);
            long end = ends.getOrDefault(part, 0L);
            OffsetAndTimestamp first = young.get(part);
            long asked = first == null ? end : first.offset();
            long from = lookBack.isZero() ? end : Math.max(Math.min(asked, end - depth.least()), end - depth.most());
            beginnings.put(part, Math.max(from, earliest.getOrDefault(part, 0L)));
        });
        return beginnings;
    }
}
