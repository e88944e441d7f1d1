package io.facestream.job.watch;

import java.util.Map;

/**
 * How the job itself does.
 *
 * @param state Flink's name of it, such as {@code RUNNING} or {@code RESTARTING}; or one of those that are named here
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
    /** Nobody was asked: the job runs elsewhere, and where its cluster is was not said. */
    public static final String NOT_ASKED = "NOT_ASKED";

    /** The job's cluster does not answer. */
    public static final String UNREACHABLE = "UNREACHABLE";

    /** The cluster has no such job. */
    public static final String NO_JOB = "NO_JOB";

    public JobPulse {
        counters = Map.copyOf(counters);
    }

    /** Before the job is submitted. */
    public static JobPulse starting() {
        return unknown("STARTING");
    }

    /** Of a job of which only this is known. */
    public static JobPulse unknown(String state) {
        return new JobPulse(state, 0, 0, 0, 0, 0, 0, Map.of());
    }

    /** Whether the figures are known. */
    public boolean hasFigures() {
        return !state.equals(NOT_ASKED) && !state.equals(UNREACHABLE) && !state.equals(NO_JOB);
    }
}
