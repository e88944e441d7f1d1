package io.facestream.job.latecomer;

import io.facestream.job.visit.UnnamedVisit;
import io.facestream.job.visit.VisitProbe;
import java.util.Set;

/**
 * A visit without a name, and what was said of it since.
 *
 * @param personId who it was, as it turned out; empty so far
 * @param score of that person
 * @param corrections number of REIDENTIFIED events that went out
 * @param saidBy id of the event that the next correction supersedes
 */
public record RememberedVisit(UnnamedVisit visit, String personId, float score, int corrections, String saidBy) {
    static RememberedVisit of(UnnamedVisit visit) {
        return new RememberedVisit(visit, "", 0, 0, visit.saidBy());
    }

    RememberedVisit as(String person, float itsScore, String eventId) {
        return new RememberedVisit(visit, person, itsScore, corrections + 1, eventId);
    }

    /** The same without people who are gone: no event is to name them any more. */
    RememberedVisit without(Set<String> gone) {
        VisitProbe probe = visit.probe().without(gone);
        return probe == visit.probe()
                ? this
                : new RememberedVisit(visit.with(probe), personId, score, corrections, saidBy);
    }

    RememberedVisit with(float itsScore) {
        return new RememberedVisit(visit, personId, itsScore, corrections, saidBy);
    }
}
