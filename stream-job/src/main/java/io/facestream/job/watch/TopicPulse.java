package io.facestream.job.watch;

/**
 * How the reading of a topic does, where a run is watched through its topics.
 *
 * @param problem why it is not read, in one line; empty while it is
 * @param records that were read
 * @param lastAtMillis when the last one was written, epoch milliseconds; 0 before the first
 */
public record TopicPulse(String topic, Role role, State state, String problem, long records, long lastAtMillis) {
    /** What a topic holds. */
    public enum Role {
        /** Events that are committed. */
        EVENTS,
        /** Events at once. */
        SIGHTINGS,
        ANNOTATIONS,
        FRAMES
    }

    /** Whether it can be read. */
    public enum State {
        CONNECTING,
        READING,
        /** There is no such topic. */
        MISSING,
        /** The broker does not answer, or refuses. */
        UNREACHABLE
    }
}
