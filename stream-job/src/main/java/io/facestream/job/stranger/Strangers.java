package io.facestream.job.stranger;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;
import io.facestream.job.visit.UnnamedVisit;
import io.facestream.vision.threshold.MatchThresholds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gathers visits into strangers. What it does depends on the book and the visit alone; it is to be given visits in the order of capture
 * time.
 */
final class Strangers {
    /** Visits kept of a stranger: the latest. */
    static final int KEPT = 8;

    private static final int AS_IF_AT_LEAST = 100;

    private record Candidate(Stranger stranger, float score) {}

    private final StrangerBook book;
    private final MatchThresholds thresholds;
    private final StrangerOptions options;
    private final List<IdentityEvent> events = new ArrayList<>();
    private int forgottenEarly;

    Strangers(StrangerBook book, MatchThresholds thresholds, StrangerOptions options) {
        this.book = book;
        this.thresholds = thresholds;
        this.options = options;
    }

    /** The events since this was asked last. */
    List<IdentityEvent> takeEvents() {
        List<IdentityEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** How many strangers were forgotten before their time since this was asked last, because there were too many. */
    int takeForgottenEarly() {
        int taken = forgottenEarly;
        forgottenEarly = 0;
        return taken;
    }

    /** A visit has ended without a name. */
    void seen(UnnamedVisit unnamed) throws Exception {
        StrangerVisit visit = StrangerVisit.of(unnamed);
        float threshold = threshold(visit.shots());
        List<Candidate> alike = alike(visit, threshold);
        Stranger joined = null;
        for (Candidate candidate : alike) {
            if (makeRoom(candidate.stranger(), visit, unnamed)) {
                joined = join(candidate.stranger().strangerId(), visit);
                break;
            }
        }
        if (joined == null) {
            joined = begin(idOf(visit.visitId()), visit);
        } else {
            joined = mergeWhoeverElseIsAlike(joined, alike, threshold, unnamed);
        }
        float score = alike.isEmpty() ? 0 : alike.get(0).score();
        events.add(about(EventType.STRANGER_SEEN, visit.visitId(), unnamed)
                .evidence(score, alike.size() < 2 ? score : score - alike.get(1).score(), threshold, List.of())
                .stay(
                        joined.firstSeenMillis(),
                        unnamed.lastSeenMillis(),
                        unnamed.firstSeenMediaMillis(),
                        unnamed.lastSeenMediaMillis())
                .stranger(joined.strangerId(), joined.visits())
                .build());
    }

    /** A visit that was a stranger's is somebody who was enrolled since. */
    void named(IdentityEvent correction) throws Exception {
        for (Stranger stranger : List.copyOf(book.all())) {
            if (stranger.visitIds().contains(correction.visitId())) {
                List<StrangerVisit> kept = new ArrayList<>(book.visits(stranger.strangerId()));
                kept.removeIf(visit -> visit.visitId().equals(correction.visitId()));
                long left = stranger.visits() - 1;
                keep(stranger.strangerId(), kept, left, stranger.firstSeenMillis());
                events.add(new IdentityEventBuilder(
                                EventType.STRANGER_SPLIT, stranger.strangerId() + "|" + correction.visitId(), 0)
                        .camera(correction.cameraId())
                        .visit(correction.visitId(), correction.trackId())
                        .person(correction.personId())
                        .reason(StrangerReason.ENROLLED.name())
                        .at(correction.capturedAtMillis(), correction.mediaTimeMillis())
                        .searched(correction.facebankVersion(), correction.modelId())
                        .stranger(stranger.strangerId(), kept.isEmpty() ? 0 : left)
                        .build());
                return;
            }
        }
    }

    /** Forgets visits whose time is over, and strangers of whom none is left. */
    void expire(long clockMillis) throws Exception {
        for (Stranger stranger : List.copyOf(book.all())) {
            if (stranger.oldestLeftAtMillis() + options.rememberMillis() > clockMillis) {
                continue;
            }
            List<StrangerVisit> kept = new ArrayList<>(book.visits(stranger.strangerId()));
            kept.removeIf(visit -> visit.leftAtMillis() + options.rememberMillis() <= clockMillis);
            keep(stranger.strangerId(), kept, stranger.visits(), stranger.firstSeenMillis());
        }
    }

    /**
     * The score from which a visit of so many shots is a stranger who was seen before, among all there are. The first of them are not
     * taken for each other more easily than the later ones: such a mistake stays.
     */
    private float threshold(int shots) throws Exception {
        int strangers = Math.max(AS_IF_AT_LEAST, book.all().size());
        return (float) thresholds.at(options.fpir(), strangers, shots).value();
    }

    /** Strangers whom the visit may be, the most alike first. */
    private List<Candidate> alike(StrangerVisit visit, float threshold) throws Exception {
        List<Candidate> alike = new ArrayList<>();
        for (Stranger stranger : book.all()) {
            float score = Stranger.likeness(stranger.unit(), visit.unit());
            if (score >= threshold) {
                alike.add(new Candidate(stranger, score));
            }
        }
        alike.sort(Comparator.comparingDouble((Candidate candidate) -> -candidate.score())
                .thenComparing(candidate -> candidate.stranger().strangerId()));
        return alike;
    }

    /**
     * Whether the visit can be this stranger's. Of two visits beside each other only one can: if the one that is there is less like the
     * others than the new one, it goes.
     */
    private boolean makeRoom(Stranger stranger, StrangerVisit visit, UnnamedVisit cause) throws Exception {
        List<StrangerVisit> kept = book.visits(stranger.strangerId());
        List<StrangerVisit> beside = kept.stream().filter(visit::isBeside).toList();
        if (beside.isEmpty()) {
            return true;
        }
        List<StrangerVisit> others =
                kept.stream().filter(other -> !beside.contains(other)).toList();
        if (others.isEmpty()) {
            return false;
        }
        float[] mean = Stranger.mean(others);
        float score = Stranger.likeness(mean, visit.unit());
        for (StrangerVisit other : beside) {
            if (Stranger.likeness(mean, other.unit()) >= score) {
                return false;
            }
        }
        keep(stranger.strangerId(), others, stranger.visits() - beside.size(), stranger.firstSeenMillis());
        for (StrangerVisit other : beside) {
            Stranger split = begin(idOf(other.visitId() + "|" + visit.visitId()), other);
            events.add(about(
                            EventType.STRANGER_SPLIT,
                            stranger.strangerId() + "|" + other.visitId() + "|" + visit.visitId(),
                            cause)
                    .visit(other.visitId(), "")
                    .reason(StrangerReason.SAME_FRAME.name())
                    .stranger(split.strangerId(), 1)
                    .otherStranger(stranger.strangerId())
                    .build());
        }
        return true;
    }

    private Stranger join(String strangerId, StrangerVisit visit) throws Exception {
        Stranger before = required(book.find(strangerId));
        List<StrangerVisit> kept = new ArrayList<>(book.visits(strangerId));
        kept.add(visit);
        return required(keep(
                strangerId, kept, before.visits() + 1, Math.min(before.firstSeenMillis(), visit.firstSeenMillis())));
    }

    private Stranger begin(String strangerId, StrangerVisit visit) throws Exception {
        if (book.all().size() >= options.atMost()) {
            Stranger oldest = book.all().stream()
                    .min(Comparator.comparingLong(Stranger::lastLeftAtMillis).thenComparing(Stranger::strangerId))
                    .orElseThrow();
            book.remove(oldest.strangerId());
            forgottenEarly++;
        }
        return required(keep(strangerId, List.of(visit), 1, visit.firstSeenMillis()));
    }

    /** A visit that is like two strangers makes them one, if they are like each other and were never beside each other. */
    private Stranger mergeWhoeverElseIsAlike(
            Stranger joined, List<Candidate> alike, float threshold, UnnamedVisit cause) throws Exception {
        Stranger one = joined;
        for (Candidate candidate : alike) {
            Stranger other = book.find(candidate.stranger().strangerId());
            if (other == null
                    || other.strangerId().equals(one.strangerId())
                    || Stranger.likeness(one.unit(), other.unit()) < threshold
                    || wereBeside(one, other)) {
                continue;
            }
            Stranger into = one.isOlderThan(other) ? one : other;
            Stranger from = into == one ? other : one;
            List<StrangerVisit> kept = new ArrayList<>(book.visits(into.strangerId()));
            kept.addAll(book.visits(from.strangerId()));
            book.remove(from.strangerId());
            one = required(keep(into.strangerId(), kept, into.visits() + from.visits(), into.firstSeenMillis()));
            events.add(about(
                            EventType.STRANGERS_MERGED,
                            from.strangerId() + "|" + into.strangerId() + "|" + cause.visitId(),
                            cause)
                    .evidence(Stranger.likeness(into.unit(), from.unit()), 0, threshold, List.of())
                    .reason(StrangerReason.SAME_FACE.name())
                    .stranger(into.strangerId(), one.visits())
                    .otherStranger(from.strangerId())
                    .build());
        }
        return one;
    }

    private boolean wereBeside(Stranger one, Stranger other) throws Exception {
        List<StrangerVisit> theirs = book.visits(other.strangerId());
        return book.visits(one.strangerId()).stream()
                .anyMatch(visit -> theirs.stream().anyMatch(visit::isBeside));
    }

    /** Writes a stranger down with the latest of the visits; null if none is left. */
    private @Nullable Stranger keep(String strangerId, List<StrangerVisit> visits, long count, long firstSeenMillis)
            throws Exception {
        if (visits.isEmpty()) {
            book.remove(strangerId);
            return null;
        }
        List<StrangerVisit> ordered = new ArrayList<>(visits);
        ordered.sort(StrangerVisit.IN_ORDER);
        List<StrangerVisit> kept = List.copyOf(ordered.subList(Math.max(0, ordered.size() - KEPT), ordered.size()));
        Stranger stranger = Stranger.of(strangerId, kept, count, firstSeenMillis);
        book.put(stranger, kept);
        return stranger;
    }

    private static Stranger required(@Nullable Stranger stranger) {
        if (stranger == null) {
            throw new IllegalStateException("stranger: gone (expected: in the book)");
        }
        return stranger;
    }

    private static IdentityEventBuilder about(EventType type, String subject, UnnamedVisit visit) {
        return new IdentityEventBuilder(type, subject, 0)
                .camera(visit.cameraId())
                .visit(visit.visitId(), visit.lastTrackId())
                .at(visit.leftAtMillis(), visit.leftAtMediaMillis())
                .face(visit.x(), visit.y(), visit.width(), visit.height(), visit.quality())
                .searched(visit.facebankVersion(), visit.modelId());
    }

    private static String idOf(String subject) {
        return UUID.nameUUIDFromBytes(("stranger|" + subject).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
