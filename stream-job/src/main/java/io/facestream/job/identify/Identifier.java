package io.facestream.job.identify;

import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.track.TrackEnd;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.threshold.ShotFusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides who the tracks of one camera are: shots are fused by weight, the fused probe is held against the facebank, a name needs the
 * threshold of its number of shots and a margin to the runner-up, and of two faces in one frame only the better match may have it. A pure
 * function of its state, the frame and the facebank.
 */
public final class Identifier {
    /** What a step gives: the state to keep and the record to send. */
    public record Step(IdentifyState state, IdentifiedFrame frame) {}

    /** Cosine of a shot with the fused shots before it, below which it shows somebody else. */
    private static final float ODD_BELOW = 0.25f;

    /** So many odd shots in a row mean that the face has changed; one is enough if the face was out of sight before. */
    private static final int ODD_SHOTS = 2;

    private static final long UNSEEN_MILLIS = 300;
    private static final int ENOUGH_TO_COMPARE = 2;

    private static final float[] NO_PROBE = new float[0];
    private static final int[] NO_REFUSALS = new int[FaceRefusal.values().length];

    private final IdentifyOptions options;

    public Identifier(IdentifyOptions options) {
        this.options = options;
    }

    public Step step(IdentifyState state, TrackedFrame frame, PeopleSearch everywhere) {
        PeopleSearch facebank = CalibratedSearch.of(everywhere, options.calibration(), frame.cameraId());
        Map<String, TrackEvidence> tracks = new LinkedHashMap<>();
        state.tracks().forEach(track -> tracks.put(track.trackId(), track));
        List<IdentifiedTrackEnd> ended = new ArrayList<>();
        Map<String, float[]> probes = new HashMap<>();
        for (int i = 0; i < frame.faces().size(); i++) {
            TrackedFace face = frame.faces().get(i);
            TrackEvidence before = evidence(tracks, face.trackId());
            if (isOdd(before, face)) {
                if (before.odd() + 1 < ODD_SHOTS && face.unseenMillis() <= UNSEEN_MILLIS) {
                    tracks.put(face.trackId(), before.withOdd(before.odd() + 1));
                    continue;
                }
                ended.add(end(
                        before, face.confirmed(), frame.capturedAtMillis(), frame.mediaTimeMillis(), tracks, facebank));
                before = anotherFace(frame, face, i);
            }
            TrackEvidence after = absorb(before, face);
            if (face.isEmbedded()) {
                float[] probe = probe(after);
                probes.put(face.trackId(), probe);
                after = after.with(judge(after, probe, facebank, false));
            }
            tracks.put(face.trackId(), after);
        }
        giveEachNameOnce(frame, tracks);
        tracks.replaceAll((id, track) -> track.with(track.decision().heeding(facebank)));
        List<IdentifiedFace> faces = new ArrayList<>(frame.faces().size());
        for (TrackedFace face : frame.faces()) {
            faces.add(
                    identified(face, evidence(tracks, face.trackId()), probes.getOrDefault(face.trackId(), NO_PROBE)));
        }
        for (TrackEnd end : frame.ended()) {
            TrackEvidence last = evidence(tracks, end.trackId());
            tracks.remove(end.trackId());
            ended.add(end(last, end.confirmed(), end.lastSeenMillis(), end.lastSeenMediaMillis(), tracks, facebank));
        }
        IdentifiedFrame out = new IdentifiedFrame(
                frame.cameraId(),
                frame.kind(),
                frame.capturedAtMillis(),
                frame.mediaTimeMillis(),
                faces,
                ended,
                frame.counts(),
                facebank.version(),
                facebank.modelId(),
                frame.detail(),
                facebank.ignored(),
                new SearchedBank(facebank.contentHash(), facebank.people(), facebank.threshold(options.minShots())));
        return new Step(new IdentifyState(List.copyOf(tracks.values())), out);
    }

    private static TrackEvidence evidence(Map<String, TrackEvidence> tracks, String trackId) {
        return tracks.getOrDefault(
                trackId,
                new TrackEvidence(
                        trackId,
                        trackId,
                        TrackEvidence.FROM_THE_START,
                        TrackEvidence.FROM_THE_START,
                        NO_PROBE,
                        0,
                        0,
                        NO_REFUSALS,
                        Decision.PENDING));
    }

    /** The evidence of a face that has taken the place of another in its track; it is named as a track of this frame would be. */
    private static TrackEvidence anotherFace(TrackedFrame frame, TrackedFace face, int rank) {
        return new TrackEvidence(
                face.trackId(),
                frame.cameraId() + "-" + frame.capturedAtMillis() + "-" + rank,
                frame.capturedAtMillis(),
                frame.mediaTimeMillis(),
                NO_PROBE,
                0,
                0,
                NO_REFUSALS,
                Decision.PENDING);
    }

    /** Whether a shot is nothing like those before it: shots of one person in one passage hardly ever are. */
    private static boolean isOdd(TrackEvidence track, TrackedFace face) {
        if (!face.isEmbedded() || track.shots() < ENOUGH_TO_COMPARE) {
            return false;
        }
        float[] probe = probe(track);
        float cosine = 0;
        for (int i = 0; i < probe.length; i++) {
            cosine += probe[i] * face.embedding()[i];
        }
        return cosine < ODD_BELOW;
    }

    private static TrackEvidence absorb(TrackEvidence track, TrackedFace face) {
        if (face.isEmbedded()) {
            ShotFusion fusion = track.shots() == 0
                    ? ShotFusion.empty(face.embedding().length)
                    : ShotFusion.restore(track.sum().clone(), track.shots());
            fusion.add(new Embedding(face.embedding(), face.norm()), face.quality());
            return track.withShots(fusion.sum(), fusion.shots());
        }
        if (face.refusal() == FaceRefusal.NONE) {
            return track;
        }
        int[] refusals = track.refusals().clone();
        refusals[face.refusal().ordinal()]++;
        return track.withRefusals(refusals);
    }

    private static float[] probe(TrackEvidence track) {
        return ShotFusion.restore(track.sum(), track.shots()).probe();
    }

    /** Holds a fused probe against the facebank. {@code last} says that no further shot will come. */
    private Decision judge(TrackEvidence track, float[] probe, PeopleSearch facebank, boolean last) {
        if (facebank.people() == 0) {
            return new Decision(Outcome.UNKNOWN, "", 0, 0, 0, Reason.FACEBANK_EMPTY, List.of(), track.shots());
        }
        List<RankedPerson> ranked = facebank.search(probe, Math.max(options.topK(), 2));
        float score = ranked.get(0).score();
        float margin = ranked.size() < 2 ? score : score - ranked.get(1).score();
        float threshold = facebank.threshold(track.shots());
        Reason why = score < threshold
                ? Reason.BELOW_THRESHOLD
                : margin < facebank.margin(options.margin()) ? Reason.AMBIGUOUS : Reason.NONE;
        List<RankedPerson> topK = ranked.subList(0, Math.min(options.topK(), ranked.size()));
        Decision seen =
                new Decision(Outcome.PENDING, "", score, margin, threshold, why, List.copyOf(topK), track.shots());
        Decision before = track.decision();
        if (why == Reason.NONE && (last || track.shots() >= options.minShots())) {
            return new Decision(
                    Outcome.IDENTIFIED,
                    ranked.get(0).personId(),
                    score,
                    margin,
                    threshold,
                    why,
                    seen.topK(),
                    track.shots());
        }
        if (before.isIdentified()) {
            // A name stands until another one is proven: a few poor shots do not take it away.
            return before;
        }
        if (last || track.shots() >= options.evidenceBudget()) {
            return seen.unknown(why == Reason.NONE ? Reason.TOO_SHORT : why);
        }
        return seen.pending(why);
    }

    /** Two faces of one frame are two people: the better match keeps the name, the other is ambiguous. */
    private static void giveEachNameOnce(TrackedFrame frame, Map<String, TrackEvidence> tracks) {
        Map<String, TrackEvidence> holders = new HashMap<>();
        frame.faces().stream()
                .map(face -> evidence(tracks, face.trackId()))
                .filter(track -> track.decision().isIdentified())
                .sorted(Comparator.comparingDouble(
                                (TrackEvidence track) -> -track.decision().score())
                        .thenComparing(TrackEvidence::trackId))
                .forEach(track -> {
                    TrackEvidence holder = holders.putIfAbsent(track.decision().personId(), track);
                    if (holder != null) {
                        tracks.put(track.trackId(), track.with(track.decision().unknown(Reason.AMBIGUOUS)));
                    }
                });
    }

    private IdentifiedTrackEnd end(
            TrackEvidence track,
            boolean confirmed,
            long lastSeenMillis,
            long lastSeenMediaMillis,
            Map<String, TrackEvidence> others,
            PeopleSearch facebank) {
        Decision last = lastWord(track, others, facebank).heeding(facebank);
        return new IdentifiedTrackEnd(track.faceId(), confirmed, lastSeenMillis, lastSeenMediaMillis, last);
    }

    private Decision lastWord(TrackEvidence track, Map<String, TrackEvidence> others, PeopleSearch facebank) {
        Decision decision = track.decision();
        // Who was not in the facebank may have been enrolled since the last shot.
        boolean unlike = decision.reason() == Reason.BELOW_THRESHOLD || decision.reason() == Reason.FACEBANK_EMPTY;
        if (decision.outcome() != Outcome.PENDING && !(decision.outcome() == Outcome.UNKNOWN && unlike)) {
            return decision;
        }
        if (track.shots() > 0) {
            Decision last = judge(track, probe(track), facebank, true);
            boolean taken = last.isIdentified()
                    && others.values().stream()
                            .anyMatch(other -> other.decision().isIdentified()
                                    && other.decision().personId().equals(last.personId()));
            return taken ? last.unknown(Reason.AMBIGUOUS) : last;
        }
        return decision.unknown(mostFrequent(track.refusals()));
    }

    private static Reason mostFrequent(int[] refusals) {
        int best = 0;
        for (int i = 1; i < refusals.length; i++) {
            if (refusals[i] > refusals[best]) {
                best = i;
            }
        }
        return refusals[best] == 0 ? Reason.TOO_SHORT : Reason.valueOf(FaceRefusal.values()[best].name());
    }

    private static IdentifiedFace identified(TrackedFace face, TrackEvidence track, float[] probe) {
        boolean fromTheStart = track.sinceMillis() == TrackEvidence.FROM_THE_START;
        return new IdentifiedFace(
                track.faceId(),
                fromTheStart ? face.firstSeenMillis() : track.sinceMillis(),
                fromTheStart ? face.firstSeenMediaMillis() : track.sinceMediaMillis(),
                face.confirmed(),
                face.x(),
                face.y(),
                face.width(),
                face.height(),
                face.quality(),
                face.isEmbedded(),
                track.decision(),
                probe,
                face.liveness());
    }
}
