package io.facestream.job.uselog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.SearchedBank;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which facts of a job belong into its log of use. What concerns nobody in the facebank does not: the log is no second record of those who
 * passed by and were not known.
 */
public final class UseFacts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<EventType, UseKind> OF_A_CAMERA = Map.of(
            EventType.CAMERA_UP, UseKind.CAMERA_UP,
            EventType.CAMERA_DOWN, UseKind.CAMERA_DOWN,
            EventType.GAP, UseKind.GAP);

    private UseFacts() {}

    /** What the faces of a frame were held against. Two frames that were held against the same give the same details. */
    public static UseFact database(IdentifiedFrame frame) {
        SearchedBank bank = frame.searched();
        ObjectNode details = JSON.createObjectNode()
                .put("facebankVersion", frame.facebankVersion())
                .put("facebankHash", bank.hash())
                .put("modelId", frame.modelId())
                .put("people", bank.people());
        rounded(details, "threshold", bank.threshold());
        return fact(frame.cameraId(), UseKind.DATABASE, frame.capturedAtMillis(), details);
    }

    /** The end of a camera's use. */
    public static UseFact ended(IdentifiedFrame frame, Map<String, Long> totals) {
        ObjectNode details = JSON.createObjectNode();
        position(details, frame.mediaTimeMillis());
        details.set("counts", JSON.valueToTree(totals));
        return fact(frame.cameraId(), UseKind.ENDED, frame.capturedAtMillis(), details);
    }

    /** What an event says of use; nothing where nobody was matched and no camera came or went. */
    public static Optional<UseFact> of(IdentityEvent event) {
        UseKind ofACamera = OF_A_CAMERA.get(event.type());
        if (ofACamera != null) {
            ObjectNode details = JSON.createObjectNode().put("eventId", event.eventId());
            if (!event.reason().isEmpty()) {
                details.put("reason", event.reason());
            }
            return Optional.of(fact(event.cameraId(), ofACamera, event.capturedAtMillis(), details));
        }
        return switch (event.type()) {
            case IDENTIFIED, REIDENTIFIED, CHANGED ->
                Optional.of(fact(
                        event.cameraId(),
                        event.personId().isEmpty() ? UseKind.WITHDRAWN : UseKind.MATCH,
                        event.capturedAtMillis(),
                        match(event)));
            case PERSON_ERASED ->
                Optional.of(fact(
                        event.cameraId(),
                        UseKind.ERASED,
                        event.capturedAtMillis(),
                        JSON.createObjectNode()
                                .put("eventId", event.eventId())
                                .put("personId", event.personId())
                                .put("facebankVersion", event.facebankVersion())));
            default -> Optional.empty();
        };
    }

    /** The input that led to a match: where it is in the camera's time, and how alike it was to whom. */
    private static ObjectNode match(IdentityEvent event) {
        ObjectNode details = JSON.createObjectNode()
                .put("eventId", event.eventId())
                .put("eventType", event.type().name())
                .put("visitId", event.visitId())
                .put("trackId", event.trackId())
                .put("firstSeenAt", time(event.firstSeenAtMillis()))
                .put("lastSeenAt", time(event.lastSeenAtMillis()))
                .put("facebankVersion", event.facebankVersion())
                .put("modelId", event.modelId());
        if (!event.personId().isEmpty()) {
            details.put("personId", event.personId());
        }
        if (!event.supersedes().isEmpty()) {
            details.put("supersedes", event.supersedes());
        }
        position(details, event.mediaTimeMillis());
        rounded(details, "score", event.score());
        rounded(details, "margin", event.margin());
        rounded(details, "threshold", event.threshold());
        return details;
    }

    static UseFact started(String cameraId, long atMillis, String job) {
        return fact(cameraId, UseKind.STARTED, atMillis, JSON.createObjectNode().put("job", job));
    }

    private static UseFact fact(String cameraId, UseKind kind, long atMillis, ObjectNode details) {
        return new UseFact(cameraId, kind, atMillis, details.toString());
    }

    private static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    private static void position(ObjectNode details, long mediaTimeMillis) {
        if (mediaTimeMillis >= 0) {
            details.put("mediaTimeMillis", mediaTimeMillis);
        }
    }

    private static void rounded(ObjectNode details, String name, float value) {
        details.put(name, Math.round(value * 1e4) / 1e4);
    }
}
