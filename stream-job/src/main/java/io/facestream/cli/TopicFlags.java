package io.facestream.cli;

import io.facestream.job.run.JobOptions;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code --events kafka://TOPIC} can be told besides. */
final class TopicFlags {
    @Option(
            names = "--job-name",
            paramLabel = "NAME",
            description =
                    "Kafka's transactions are named after it: one for each job on a Kafka cluster. Default: facestream.")
    private @Nullable String jobName;

    @Option(
            names = "--sightings",
            paramLabel = "TOPIC|none",
            description = "Topic of the events at once, at least once each. Default: identity-sightings.")
    private @Nullable String sightings;

    @Option(
            names = "--annotations-topic",
            paramLabel = "TOPIC|none",
            description = "Topic of boxes and names a frame. Default: annotations.")
    private @Nullable String annotations;

    @Option(
            names = "--dead-letters",
            paramLabel = "TOPIC|none",
            description = "Topic of what was refused, and why. Default: dead-letters.")
    private @Nullable String deadLetters;

    @Option(
            names = "--journeys",
            paramLabel = "TOPIC|none",
            description = "Topic of visits joined across cameras. Default: journeys.")
    private @Nullable String journeys;

    @Option(
            names = "--use-log",
            paramLabel = "TOPIC|none",
            description =
                    "Topic of the log of use; none keeps no log, in the output folder neither. Default: use-log, if it is there.")
    private @Nullable String useLog;

    @Option(
            names = "--shadow-topic",
            paramLabel = "TOPIC|none",
            description = "Topic of tracks as both models decided on them. Default: identity-shadow.")
    private @Nullable String shadow;

    @Option(
            names = "--transaction-timeout",
            paramLabel = "T",
            description =
                    "How long the job may be down before Kafka gives up events that wait for their commit. Default: 10min.")
    private @Nullable String transactionTimeout;

    @Option(
            names = "--restart-budget",
            paramLabel = "T",
            description = "How long a restart may take; checked against --transaction-timeout. Default: 2min.")
    private @Nullable String restartBudget;

    void fill(Configuration configuration) {
        RunFlags.set(configuration, JobOptions.JOB_NAME, jobName);
        RunFlags.set(configuration, JobOptions.SIGHTINGS, sightings);
        RunFlags.set(configuration, JobOptions.ANNOTATIONS_TOPIC, annotations);
        RunFlags.set(configuration, JobOptions.DEAD_LETTERS, deadLetters);
        RunFlags.set(configuration, JobOptions.JOURNEYS, journeys);
        RunFlags.set(configuration, JobOptions.USE_LOG, useLog);
        RunFlags.set(configuration, JobOptions.SHADOW_TOPIC, shadow);
        RunFlags.set(configuration, JobOptions.TRANSACTION_TIMEOUT, transactionTimeout);
        RunFlags.set(configuration, JobOptions.RESTART_BUDGET, restartBudget);
    }
}
