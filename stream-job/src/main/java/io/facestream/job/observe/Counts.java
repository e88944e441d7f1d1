package io.facestream.job.observe;

import java.util.Map;
import java.util.TreeMap;

/**
 * Names of what is counted. Counts travel in band, as increments on the records of a camera, and are summed in keyed state at the end of
 * the flow, so that they survive a restart exactly as the records do.
 *
 * <p>They reconcile: captured = processed + skipped + dropped + refused; detected = refused + embedded + passed over.
 */
public final class Counts {
    public static final String FRAMES_CAPTURED = "framesCaptured";
    public static final String FRAMES_PROCESSED = "framesProcessed";
    public static final String FRAMES_SKIPPED = "framesSkipped.";
    public static final String FRAMES_DROPPED = "framesDropped.";
    public static final String FRAMES_REFUSED = "framesRefused.";

    /** Frames of which boxes were told: what is known of a run that is watched through its topics. */
    public static final String FRAMES_WITH_FACES = "framesWithFaces";

    public static final String FACES_DETECTED = "facesDetected";
    public static final String FACES_REFUSED = "facesRefused.";
    public static final String FACES_EMBEDDED = "facesEmbedded";
    /** Good enough, but not needed: the track has better shots or enough of them. */
    public static final String FACES_PASSED_OVER = "facesPassedOver";

    /** Of tracks that ended before they were anybody's visit: of these nothing was said. */
    public static final String FACES_IN_NO_VISIT = "facesInNoVisit";

    public static final String TRACKS = "tracks";

    /** Events of visits and cameras, by type. */
    public static final String EVENTS = "events.";

    public static final String TIMESTAMPS_REPAIRED = "timestampsRepaired";
    public static final String TIMESTAMPS_CLAMPED = "timestampsClamped";
    public static final String DECODE_ERRORS = "decodeErrors";

    /** Events that did not go out because they are about people who are ignored. */
    public static final String EVENTS_IGNORED = "events.ignored";

    /** Vectors of visits and tracks that were dropped because another model is in force. */
    public static final String PROBES_OF_ANOTHER_MODEL = "probes.ofAnotherModel";

    private Counts() {}

    /** Whether every frame and every face of these totals is accounted for. */
    public static boolean reconcile(Map<String, Long> totals) {
        long frames = totals.getOrDefault(FRAMES_PROCESSED, 0L)
                + sum(totals, FRAMES_SKIPPED)
                + sum(totals, FRAMES_DROPPED)
                + sum(totals, FRAMES_REFUSED);
        long faces = totals.getOrDefault(FACES_EMBEDDED, 0L)
                + sum(totals, FACES_REFUSED)
                + totals.getOrDefault(FACES_PASSED_OVER, 0L);
        return frames == totals.getOrDefault(FRAMES_CAPTURED, 0L) && faces == totals.getOrDefault(FACES_DETECTED, 0L);
    }

    /** The counts whose name begins so, by the rest of their name. */
    public static Map<String, Long> byReason(Map<String, Long> totals, String prefix) {
        Map<String, Long> byReason = new TreeMap<>();
        totals.forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                byReason.put(name.substring(prefix.length()), count);
            }
        });
        return byReason;
    }

    /** Sum of all counts whose name begins so. */
    public static long sum(Map<String, Long> totals, String prefix) {
        return byReason(totals, prefix).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** {@code into} plus {@code increments}, as a new map sorted by name. */
    public static Map<String, Long> plus(Map<String, Long> into, Map<String, Long> increments) {
        Map<String, Long> sum = new TreeMap<>(into);
        increments.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return sum;
    }
}
