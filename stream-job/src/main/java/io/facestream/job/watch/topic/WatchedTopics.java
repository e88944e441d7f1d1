package io.facestream.job.watch.topic;

import io.facestream.job.kafka.KafkaAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which topics of a cluster are watched; empty for those that are not.
 *
 * @param cluster any topic of the cluster, for how it is reached
 * @param events each event once, committed
 * @param sightings the same events at once
 * @param annotations boxes and names a frame
 * @param frames the frames of cameras
 * @param lookBack how far before now reading begins
 */
public record WatchedTopics(
        KafkaAddress cluster,
        Optional<String> events,
        Optional<String> sightings,
        Optional<String> annotations,
        Optional<String> frames,
        Duration lookBack) {
    public WatchedTopics {
        if (events.isEmpty() && sightings.isEmpty()) {
            throw new IllegalArgumentException(
                    "events: none, sightings: none (expected: at least one topic of events)");
        }
        if (lookBack.isNegative()) {
            throw new IllegalArgumentException("look-back: " + lookBack + " (expected: 0 or longer)");
        }
    }

    /** Shows the servers and the topics only. */
    @Override
    public String toString() {
        return Stream.of(events, sightings, annotations, frames)
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(", "))
                + " at " + cluster.servers();
    }
}
