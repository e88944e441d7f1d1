package io.facestream.job.watch;

import java.util.Map;

/**
 * How the job itself does.
 *
 * @param state Flink's name of it, such as {@code RUNNING} or {@code RESTARTING}
 * @param restarts since it was submitted
 * @param checkpoints that were completed
 * @param checkpointsFailed that were not
 * @param lastCheckpointAtMillis when the last one was completed, epoch milliseconds; 0 before the first
 * @param lastCheckpointMillis how long it took
 * @param lastCheckpointBytes size of its state
 * @param counters accumulators by name
 */
public record JobPulse(
        String state,
        long restarts,
        long checkpoints,
        long checkpointsFailed,
        long lastCheckpointAtMillis,
        long lastCheckpointMillis,
        long lastCheckpointBytes,
        Map<String, Long> counters) {
    public JobPulse {
        counters = Map.copyOf(counters);
    }

    /** Before the job is submitted. */
    public static JobPulse starting() {
        return new JobPulse("STARTING", 0, 0, 0, 0, 0, 0, Map.of());
    }
}
