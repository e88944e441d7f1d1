package io.facestream.chaos;

/**
 * One process killed.
 *
 * @param process its name
 * @param atSeconds since the job was submitted
 * @param outageSeconds until it was started again
 * @param duringRecovery whether the job had not yet recovered from the kill before
 * @param recoverySeconds from the kill until a checkpoint begun after it was complete; of a kill during which the next one came, until then
 *     that of both
 */
public record Kill(
        int number,
        String process,
        double atSeconds,
        double outageSeconds,
        boolean duringRecovery,
        double recoverySeconds) {}
