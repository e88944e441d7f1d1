package io.facestream.job.event;

import static java.util.Objects.requireNonNullElse;

import io.facestream.job.identify.RankedPerson;
import io.facestream.job.observe.Liveness;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * One thing that happened before a camera: the product's output. {@link EventJson} writes it, {@code docs/events.md} describes it;
 * {@link IdentityEventBuilder} makes one.
 *
 * <p>The id is a name-based UUID of visit, type and ordinal, so that the same video gives the same ids, and an event that is sent again
 * after a failure is recognised.
 *
 * @param cameraId empty where no camera is concerned
 * @param trackId empty for a camera's own events
 * @param visitId empty for a camera's own events
 * @param personId empty if nobody is named
 * @param reason why nobody is named, or what happened to the camera; empty where there is none
 * @param boxX of the face that the event is about, frame pixels
 * @param mediaTimeMillis position in the file; -1 for a live camera
 * @param mergedInto the visit that this one turned out to be part of; only in {@code LEFT}, else empty
 * @param facesDetected in the visit; only in {@code LEFT}
 * @param supersedes id of the event that this one corrects; empty if none
 * @param strangerId of somebody unknown who was seen before; empty if none
 * @param otherStrangerId who was merged into them, or from whom they were split; empty if none
 * @param strangerVisits the stranger's visits so far, this one included; 0 if none
 * @param liveness of the visit's face, where it was scored
 */
public record IdentityEvent(
        String eventId,
        EventType type,
        String cameraId,
        String trackId,
        String visitId,
        String personId,
        float score,
        float margin,
        float threshold,
        String reason,
        long capturedAtMillis,
        long mediaTimeMillis,
        float boxX,
        float boxY,
        float boxWidth,
        float boxHeight,
        float quality,
        String facebankVersion,
        String modelId,
        List<RankedPerson> topK,
        long firstSeenAtMillis,
        long lastSeenAtMillis,
        long firstSeenMediaTimeMillis,
        long lastSeenMediaTimeMillis,
        long facesDetected,
        long facesEmbedded,
        String mergedInto,
        String supersedes,
        String strangerId,
        String otherStrangerId,
        long strangerVisits,
        Liveness liveness) {

    public static final int SCHEMA_VERSION = 1;

    public IdentityEvent {
        // an event held back by a version that knew no liveness leaves it out
        liveness = requireNonNullElse(liveness, Liveness.NONE);
    }

    /** The id of an event: the same for the same visit (or camera), type and ordinal, on every machine. */
    public static String idOf(String subject, EventType type, long ordinal) {
        String name = subject + "|" + type + "|" + ordinal;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The same event with fewer candidates. */
    public IdentityEvent withTopK(List<RankedPerson> people) {
        return new IdentityEvent(
                eventId,
                type,
                cameraId,
                trackId,
                visitId,
                personId,
                score,
                margin,
                threshold,
                reason,
                capturedAtMillis,
                mediaTimeMillis,
                boxX,
                boxY,
                boxWidth,
                boxHeight,
                quality,
                facebankVersion,
                modelId,
                people,
                firstSeenAtMillis,
                lastSeenAtMillis,
                firstSeenMediaTimeMillis,
                lastSeenMediaTimeMillis,
                facesDetected,
                facesEmbedded,
                mergedInto,
                supersedes,
                strangerId,
                otherStrangerId,
                strangerVisits,
                liveness);
    }

    /** Events with one key keep their order in a topic: those of a camera, or else of the person or stranger concerned. */
    public String key() {
        if (!cameraId.isEmpty()) {
            return cameraId;
        }
        return personId.isEmpty() ? strangerId : personId;
    }
}
