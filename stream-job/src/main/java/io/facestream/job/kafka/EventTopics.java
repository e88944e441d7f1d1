package io.facestream.job.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The topics that a job writes, all on one Kafka cluster.
 *
 * @param events each event once, when the checkpoint behind it is complete
 * @param sightings the same events at once, each at least once
 * @param annotations boxes and names a frame, for live views
 * @param deadLetters what was refused, and why
 * @param journeys visits joined across cameras
 * @param shadow how a second model decided on the same tracks; empty where there is none
 * @param jobName Kafka's transactions are named after it; jobs that run at a time on one cluster have different ones
 * @param transactionTimeout after this Kafka gives up a transaction that was not committed
 * @param restartBudget how long the job may take to be up again after a failure
 */
public record EventTopics(
        KafkaAddress events,
        Optional<String> sightings,
        Optional<String> annotations,
        Optional<String> deadLetters,
        Optional<String> journeys,
        Optional<String> shadow,
        String jobName,
        Duration transactionTimeout,
        Duration restartBudget) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    public EventTopics {
        checked("job-name", jobName);
        sightings.ifPresent(name -> checked("sightings", name));
        annotations.ifPresent(name -> checked("annotations-topic", name));
        deadLetters.ifPresent(name -> checked("dead-letters", name));
        journeys.ifPresent(name -> checked("journeys", name));
        shadow.ifPresent(name -> checked("shadow-topic", name));
    }

    /** The topics that are written. */
    public List<String> names() {
        return Stream.concat(
                        Stream.of(events.topic()),
                        Stream.of(sightings, annotations, deadLetters, journeys, shadow)
                                .flatMap(Optional::stream))
                .toList();
    }

    private static void checked(String option, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    option + ": " + name + " (expected: letters, digits, '.', '_' and '-', at most 200)");
        }
    }
}
