package io.facestream.job.journey;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is known of a person's way past the cameras: an upsert. A later revision of the same journey replaces an earlier one.
 *
 * @param journeyId name-based UUID of the person and the first visit
 * @param revision 1 for the first, rising by one
 * @param stops the visits in the order of their first sight; empty if the journey is withdrawn
 * @param supersedes journeys that have become part of this one, sorted
 * @param supersededBy for a withdrawn journey, the one that holds its first visit now; empty if no journey of this person does
 */
public record Journey(
        String journeyId,
        long revision,
        String personId,
        List<JourneyStop> stops,
        List<String> supersedes,
        String supersededBy) {

    public static final int SCHEMA_VERSION = 1;

    static String idOf(String personId, JourneyStop first) {
        String name = "journey|" + personId + "|" + first.visitId();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Whether it turned out to be no journey of its own. */
    public boolean isWithdrawn() {
        return stops.isEmpty();
    }

    /** When the person was first seen; 0 if withdrawn. */
    public long startedAtMillis() {
        return isWithdrawn() ? 0 : stops.get(0).firstSeenAtMillis();
    }

    /** When the person was last seen; 0 if withdrawn. */
    public long endedAtMillis() {
        return stops.stream().mapToLong(JourneyStop::lastSeenAtMillis).max().orElse(0);
    }

    /** The cameras in the order of the way; one that follows itself is named once. */
    public List<String> cameras() {
        List<String> cameras = new ArrayList<>();
        for (JourneyStop stop : stops) {
            if (cameras.isEmpty() || !cameras.get(cameras.size() - 1).equals(stop.cameraId())) {
                cameras.add(stop.cameraId());
            }
        }
        return cameras;
    }
}
