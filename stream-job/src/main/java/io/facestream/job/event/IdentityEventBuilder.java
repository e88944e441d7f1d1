package io.facestream.job.event;

import io.facestream.job.identify.Decision;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.observe.Liveness;
import java.util.List;

/**
 * Makes an identity event. What is not said is empty, or 0; the position in the media is -1.
 *
 * <pre>{@code
 * IdentityEvent event = new IdentityEventBuilder(EventType.PERSON_ERASED, "p7", 0).person("p7").at(capturedAtMillis, -1).build();
 * }</pre>
 */
public final class IdentityEventBuilder {
    private final EventType type;
    private final String eventId;
    private String cameraId = "";
    private String trackId = "";
    private String visitId = "";
    private String personId = "";
    private float score;
    private float margin;
    private float threshold;
    private List<RankedPerson> topK = List.of();
    private String reason = "";
    private long capturedAtMillis;
    private long mediaTimeMillis = -1;
    private float boxX;
    private float boxY;
    private float boxWidth;
    private float boxHeight;
    private float quality;
    private String facebankVersion = "";
    private String modelId = "";
    private long firstSeenAtMillis;
    private long lastSeenAtMillis;
    private long firstSeenMediaTimeMillis;
    private long lastSeenMediaTimeMillis;
    private long facesDetected;
    private long facesEmbedded;
    private String mergedInto = "";
    private String supersedes = "";
    private String strangerId = "";
    private String otherStrangerId = "";
    private long strangerVisits;
    private Liveness liveness = Liveness.NONE;

    /**
     * @param subject visit, camera, person or stranger: the id depends on it, the type and the ordinal alone
     * @param ordinal tells events of one type and subject apart
     */
    public IdentityEventBuilder(EventType type, String subject, long ordinal) {
        this.type = type;
        this.eventId = IdentityEvent.idOf(subject, type, ordinal);
    }

    public IdentityEventBuilder camera(String id) {
        cameraId = id;
        return this;
    }

    public IdentityEventBuilder visit(String id, String lastTrackId) {
        visitId = id;
        trackId = lastTrackId;
        return this;
    }

    public IdentityEventBuilder person(String id) {
        personId = id;
        return this;
    }

    /** What the decision rests on; the person and the reason are said apart. */
    public IdentityEventBuilder evidence(Decision decision) {
        return evidence(decision.score(), decision.margin(), decision.threshold(), decision.topK());
    }

    public IdentityEventBuilder evidence(
            float newScore, float newMargin, float newThreshold, List<RankedPerson> bestFirst) {
        score = newScore;
        margin = newMargin;
        threshold = newThreshold;
        topK = bestFirst;
        return this;
    }

    public IdentityEventBuilder reason(String why) {
        reason = why;
        return this;
    }

    /** @param mediaMillis position in the file; -1 for a live camera */
    public IdentityEventBuilder at(long capturedMillis, long mediaMillis) {
        capturedAtMillis = capturedMillis;
        mediaTimeMillis = mediaMillis;
        return this;
    }

    /** The face that the event is about, frame pixels. */
    public IdentityEventBuilder face(float x, float y, float width, float height, float faceQuality) {
        boxX = x;
        boxY = y;
        boxWidth = width;
        boxHeight = height;
        quality = faceQuality;
        return this;
    }

    public IdentityEventBuilder searched(String facebank, String model) {
        facebankVersion = facebank;
        modelId = model;
        return this;
    }

    /** When the visit began and ended. */
    public IdentityEventBuilder stay(long firstMillis, long lastMillis, long firstMediaMillis, long lastMediaMillis) {
        firstSeenAtMillis = firstMillis;
        lastSeenAtMillis = lastMillis;
        firstSeenMediaTimeMillis = firstMediaMillis;
        lastSeenMediaTimeMillis = lastMediaMillis;
        return this;
    }

    public IdentityEventBuilder faces(long detected, long embedded) {
        facesDetected = detected;
        facesEmbedded = embedded;
        return this;
    }

    public IdentityEventBuilder mergedInto(String otherVisitId) {
        mergedInto = otherVisitId;
        return this;
    }

    /** @param earlierEventId the event that this one corrects */
    public IdentityEventBuilder supersedes(String earlierEventId) {
        supersedes = earlierEventId;
        return this;
    }

    /** @param visits of theirs so far, this one included; 0 if the event is not about a visit */
    public IdentityEventBuilder stranger(String id, long visits) {
        strangerId = id;
        strangerVisits = visits;
        return this;
    }

    /** Who was merged into the stranger, or from whom the stranger was split. */
    public IdentityEventBuilder otherStranger(String id) {
        otherStrangerId = id;
        return this;
    }

    /** How live the visit's face looks. */
    public IdentityEventBuilder liveness(Liveness soFar) {
        liveness = soFar;
        return this;
    }

    public IdentityEvent build() {
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
                topK,
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
}
