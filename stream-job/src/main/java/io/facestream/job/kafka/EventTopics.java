package io.facestream.job.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topics that a job writes, all on one Kafka cluster.
 *
 * @param events each event once, when the checkpoint behind it is complete
 * @param sightings the same events at once, each at least once
 * @param annotations boxes and names a frame, for live views
 * @param deadLetters what was refused, and why
 * @param journeys visits joined across cameras
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
    }

    private static void checked(String option, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    option + ": " + name + " (expected: letters, digits, '.', '_' and '-', at most 200)");
        }
    }
}
