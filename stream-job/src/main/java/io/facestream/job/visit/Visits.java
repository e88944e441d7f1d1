package io.facestream.job.visit;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFace;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.IdentifiedTrackEnd;
import io.facestream.job.identify.Outcome;
import io.facestream.job.observe.Counts;
import io.facestream.job.observe.ObservationKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the tracks of one camera into visits and says what happens to them. A pure function of its state and the frame.
 *
 * <p>A track waits for its first embedding before it becomes a visit, because that tells whether it is somebody who was out of sight for a
 * moment. {@code docs/events.md} holds the table of states.
 */
public final class Visits {
    /** What a step gives: the state to keep, the events to send, and the visits that ended without a name but were looked at. */
    public record Step(VisitState state, List<IdentityEvent> events, List<UnnamedVisit> unnamed) {}

    private final VisitOptions options;

    public Visits(VisitOptions options) {
        this.options = options;
    }

    public Step step(VisitState state, IdentifiedFrame frame) {
        Round round = new Round(state.forModel(frame.modelId()), frame);
        round.cameraEvents();
        frame.faces().forEach(round::face);
        frame.ended().forEach(round::trackEnded);
        round.expire(frame.kind() == ObservationKind.ENDED);
        return round.result();
    }

    /** One frame's work on a camera's visits. */
    private final class Round {
        private final IdentifiedFrame frame;
        private final EventWriter events;
        private final Discretion discretion;
        private final Map<String, VisitDraft> visits = new LinkedHashMap<>();
        private final Map<String, VisitDraft> byTrack = new LinkedHashMap<>();
        private final Map<String, WaitingTrack> waiting = new LinkedHashMap<>();
        private final Map<String, Long> totals;
        private final List<UnnamedVisit> unnamed = new ArrayList<>();

        Round(VisitState state, IdentifiedFrame frame) {
            this.frame = frame;
            this.events = new EventWriter(frame);
            this.discretion = new Discretion(frame, events);
            this.totals = Counts.plus(state.totals(), frame.counts());
            for (Visit visit : state.visits()) {
                VisitDraft draft = new VisitDraft(visit);
                visits.put(visit.visitId(), draft);
                visit.tracks().forEach(track -> byTrack.put(track, draft));
            }
            state.waiting().forEach(track -> waiting.put(track.trackId(), track));
            discretion.heed(visits.values());
        }

        void cameraEvents() {
            EventType type = switch (frame.kind()) {
                case UP -> EventType.CAMERA_UP;
                case DOWN -> EventType.CAMERA_DOWN;
                case GAP -> EventType.GAP;
                case FRAME, TICK, REFUSED, ENDED -> null;
            };
            if (type != null) {
                events.camera(type);
            }
        }

        void face(IdentifiedFace face) {
            VisitDraft visit = byTrack.get(face.trackId());
            if (visit == null) {
                WaitingTrack track = waited(face);
                visit = face.confirmed() ? admit(face, track) : null;
                if (visit == null) {
                    waiting.put(face.trackId(), track);
                    return;
                }
                waiting.remove(face.trackId());
                visit.add(track, face.decision());
            } else {
                visit.facesDetected++;
                visit.facesEmbedded += face.embedded() ? 1 : 0;
            }
            visit.see(face, frame);
            if (!visit.appearedSaid) {
                visit.appearedSaid = true;
                events.visit(EventType.APPEARED, visit, 0, face.decision());
            }
            decide(visit, face.decision());
        }

        private WaitingTrack waited(IdentifiedFace face) {
            WaitingTrack before =
                    waiting.getOrDefault(face.trackId(), new WaitingTrack(face.trackId(), 0, 0, face.probe()));
            return new WaitingTrack(
                    face.trackId(),
                    before.facesDetected() + 1,
                    before.facesEmbedded() + (face.embedded() ? 1 : 0),
                    face.probe().length > 0 ? face.probe() : before.probe());
        }

        /**
         * The visit that a waiting track belongs to: an earlier one that it continues, a new one, or none yet. Where somebody is out
         * of sight, the first shot is not trusted to tell: a face that comes from behind another is half covered at first.
         */
        private @Nullable VisitDraft admit(IdentifiedFace face, WaitingTrack track) {
            List<VisitDraft> outOfSight = outOfSight();
            boolean told =
                    face.decision().outcome() != Outcome.PENDING || outOfSight.isEmpty() && track.probe().length > 0;
            boolean patient = frame.capturedAtMillis() - face.firstSeenMillis() < options.patienceMillis();
            if (!told && patient) {
                return null;
            }
            VisitDraft visit = Continuation.find(outOfSight, face, track.probe(), options);
            if (visit == null) {
                visit = new VisitDraft(face, frame);
                discretion.begin(visit);
                visits.put(visit.visitId, visit);
            }
            visit.tracks.add(face.trackId());
            byTrack.put(face.trackId(), visit);
            return visit;
        }

        private void decide(VisitDraft visit, Decision decision) {
            discretion.decided(visit, decision);
            if (decision.isIdentified()) {
                named(visit, decision);
            } else if (decision.outcome() == Outcome.UNKNOWN) {
                if (visit.isNamed()) {
                    // Only the track that gave the name can take it away again: a poor later track of the visit cannot.
                    if (visit.namedByTrack.equals(visit.lastTrackId)) {
                        rename(visit, "", decision);
                    }
                } else if (!visit.unknownSaid) {
                    visit.unknownSaid = true;
                    visit.decision = decision;
                    events.visit(EventType.UNKNOWN, visit, 0, decision);
                }
            }
        }

        /** Visits that are open but not seen in this frame, though their track may not have given up yet. */
        private List<VisitDraft> outOfSight() {
            Set<VisitDraft> inSight = new HashSet<>();
            frame.faces().forEach(face -> inSight.add(byTrack.get(face.trackId())));
            return visits.values().stream()
                    .filter(visit -> !inSight.contains(visit))
                    .filter(visit -> frame.capturedAtMillis() - visit.lastSeenMillis <= options.gapMillis())
                    .toList();
        }

        private void named(VisitDraft visit, Decision decision) {
            if (decision.personId().equals(visit.personId)) {
                visit.decision = decision;
                visit.namedByTrack = visit.lastTrackId;
            } else if (visit.isNamed() || visit.changes > 0) {
                rename(visit, decision.personId(), decision);
            } else if (!mergeIntoEarlier(visit, decision)) {
                visit.personId = decision.personId();
                visit.namedByTrack = visit.lastTrackId;
                visit.decision = decision;
                events.visit(EventType.IDENTIFIED, visit, 0, decision);
            }
        }

        /** Somebody who turns out to be a person whose visit is open, but out of sight, never left: the two visits are one. */
        private boolean mergeIntoEarlier(VisitDraft visit, Decision decision) {
            VisitDraft earlier = outOfSight().stream()
                    .filter(other -> other != visit && other.personId.equals(decision.personId()))
                    .findFirst()
                    .orElse(null);
            if (earlier == null) {
                return false;
            }
            visit.personId = decision.personId();
            visit.mergedInto = earlier.visitId;
            events.visit(EventType.LEFT, visit, 0, decision);
            visits.remove(visit.visitId);
            earlier.absorb(visit, decision);
            visit.tracks.forEach(track -> byTrack.put(track, earlier));
            return true;
        }

        private void rename(VisitDraft visit, String personId, Decision decision) {
            visit.personId = personId;
            visit.namedByTrack = visit.lastTrackId;
            visit.decision = decision;
            events.visit(EventType.CHANGED, visit, visit.changes++, decision);
        }

        void trackEnded(IdentifiedTrackEnd end) {
            WaitingTrack waited = waiting.remove(end.trackId());
            VisitDraft visit = byTrack.remove(end.trackId());
            if (visit == null) {
                if (waited != null) {
                    totals.merge(Counts.FACES_IN_NO_VISIT, waited.facesDetected(), Long::sum);
                }
                return;
            }
            visit.tracks.remove(end.trackId());
            visit.lastTrackId = end.trackId();
            if (!(visit.isNamed() && end.decision().outcome() == Outcome.UNKNOWN)) {
                decide(visit, end.decision());
            }
        }

        void expire(boolean all) {
            visits.values().removeIf(visit -> {
                boolean gone =
                        visit.tracks.isEmpty() && frame.capturedAtMillis() - visit.lastSeenMillis > options.gapMillis();
                if (all || gone) {
                    discretion.release(visit);
                    events.visit(EventType.LEFT, visit, 0, visit.decision);
                    if (visit.isToBeRemembered()) {
                        unnamed.add(visit.toUnnamed(frame));
                    }
                }
                return all || gone;
            });
        }

        Step result() {
            if (events.dropped() > 0) {
                totals.merge(Counts.EVENTS_IGNORED, events.dropped(), Long::sum);
            }
            for (IdentityEvent event : events.written()) {
                totals.merge(Counts.EVENTS + event.type(), 1L, Long::sum);
            }
            List<Visit> open = new ArrayList<>(visits.size());
            visits.values().forEach(draft -> open.add(draft.toVisit()));
            return new Step(
                    new VisitState(open, List.copyOf(waiting.values()), new TreeMap<>(totals), frame.modelId()),
                    events.written(),
                    unnamed);
        }
    }
}
