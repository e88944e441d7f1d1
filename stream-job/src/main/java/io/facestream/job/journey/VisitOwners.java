package io.facestream.job.journey;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows whose a visit is, event by event. A pure function of what was last said of the visit and the event. */
final class VisitOwners {
    /**
     * What a step gives.
     *
     * @param owner to keep; null if the visit has become part of another
     */
    record Step(@Nullable VisitOwner owner, List<VisitClaim> claims) {}

    private VisitOwners() {}

    /** Whether an event says whose a visit is. */
    static boolean concerns(IdentityEvent event) {
        return switch (event.type()) {
            case IDENTIFIED, CHANGED, LEFT, REIDENTIFIED -> !event.visitId().isEmpty();
            default -> false;
        };
    }

    static Step step(@Nullable VisitOwner before, IdentityEvent event) {
        String earlier = before == null ? "" : before.personId();
        List<VisitClaim> claims = new ArrayList<>();
        JourneyStop stop =
                new JourneyStop(event.visitId(), event.cameraId(), event.firstSeenAtMillis(), event.lastSeenAtMillis());
        boolean left = event.type() == EventType.LEFT;
        if (left && !event.mergedInto().isEmpty()) {
            giveUp(claims, earlier, stop, event);
            return new Step(null, claims);
        }
        if (before != null && before.over() && left) {
            // A correction has overtaken the end that it corrects: it knew it.
            return new Step(before, claims);
        }
        VisitOwner after;
        if (before != null && before.over()) {
            // Nothing that is said afterwards changes when the visit was.
            stop = before.stop();
            after = new VisitOwner(event.personId(), true, stop, before.saidAtMillis());
        } else {
            boolean over = left || event.type() == EventType.REIDENTIFIED;
            after = new VisitOwner(event.personId(), over, stop, event.capturedAtMillis());
        }
        if (!earlier.equals(after.personId())) {
            giveUp(claims, earlier, stop, event);
        }
        if (!after.personId().isEmpty()) {
            VisitClaim.Kind kind = after.over() ? VisitClaim.Kind.OVER : VisitClaim.Kind.OPEN;
            claims.add(new VisitClaim(after.personId(), kind, stop, after.saidAtMillis()));
        }
        return new Step(after, claims);
    }

    private static void giveUp(List<VisitClaim> claims, String personId, JourneyStop stop, IdentityEvent event) {
        if (!personId.isEmpty()) {
            claims.add(new VisitClaim(personId, VisitClaim.Kind.GIVEN_UP, stop, event.capturedAtMillis()));
        }
    }
}
