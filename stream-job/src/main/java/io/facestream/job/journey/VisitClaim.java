package io.facestream.job.journey;

/**
 * Whose a visit is, or is no longer.
 *
 * @param stop the visit; while it goes on, as far as it is known
 * @param saidAtMillis capture time at which the visit was closed, which lateness is measured by
 */
public record VisitClaim(String personId, Kind kind, JourneyStop stop, long saidAtMillis) {
    /** What is said. */
    public enum Kind {
        /** The visit is this person's and goes on. */
        OPEN,
        /** The visit is this person's and over. */
        OVER,
        /** The visit is not this person's. */
        GIVEN_UP
    }
}
