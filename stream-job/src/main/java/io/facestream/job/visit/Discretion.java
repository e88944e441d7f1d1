package io.facestream.job.visit;

import io.facestream.job.event.EventType;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.Outcome;
import java.util.Collection;

/**
 * Keeps silent about people who are ignored. While anybody is, a new visit's events wait for its first decision; those of an ignored
 * person are dropped and counted. A visit wakes up when it turns out to be somebody else's.
 */
final class Discretion {
    private final IdentifiedFrame frame;
    private final EventWriter events;

    Discretion(IdentifiedFrame frame, EventWriter events) {
        this.frame = frame;
        this.events = events;
    }

    /** Before anything of the frame is said: visits of people who are ignored from now on end silently. */
    void heed(Collection<VisitDraft> visits) {
        if (frame.ignoring()) {
            for (VisitDraft visit : visits) {
                if (visit.voice == Voice.OPEN
                        && visit.isNamed()
                        && frame.ignored().contains(visit.personId)) {
                    visit.voice = Voice.SILENT;
                }
            }
        }
    }

    void begin(VisitDraft visit) {
        visit.voice = frame.ignoring() ? Voice.HELD : Voice.OPEN;
    }

    /** Before a decision is acted on. */
    void decided(VisitDraft visit, Decision decision) {
        if (decision.outcome() == Outcome.PENDING || !isHeard(visit, decision)) {
            return;
        }
        if (decision.ignored()) {
            hush(visit);
        } else {
            speak(visit, decision);
        }
    }

    /** A poor later track cannot take a name away, so it cannot end the silence either. */
    private static boolean isHeard(VisitDraft visit, Decision decision) {
        return decision.isIdentified() || !visit.isNamed() || visit.namedByTrack.equals(visit.lastTrackId);
    }

    private void hush(VisitDraft visit) {
        if (visit.voice == Voice.HELD) {
            events.drop(visit.held.size());
            visit.held.clear();
            visit.voice = Voice.UNSAID;
        } else if (visit.voice == Voice.OPEN) {
            visit.voice = Voice.SILENT;
        }
    }

    private void speak(VisitDraft visit, Decision decision) {
        if (visit.voice == Voice.UNSAID) {
            visit.voice = Voice.OPEN;
            visit.personId = "";
            events.visit(EventType.APPEARED, visit, 0, decision);
        } else if (visit.voice == Voice.SILENT) {
            visit.voice = Voice.OPEN;
        } else {
            release(visit);
        }
    }

    /** What was held goes out: the visit is decided, or over without a decision. */
    void release(VisitDraft visit) {
        if (visit.voice == Voice.HELD) {
            events.release(visit.held);
            visit.held.clear();
            visit.voice = Voice.OPEN;
        }
    }
}
