package io.facestream.job.track;

import io.facestream.job.observe.Counts;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.Liveness;
import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.observe.ObservedFace;
import io.facestream.vision.detect.FaceBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Follows the faces of one camera from frame to frame and elects their shots. It is a pure function of its state and the observation: no
 * clock, no randomness. It keeps no crop: an elected one leaves with the frame.
 */
public final class Tracker {
    /** Weight of the newest displacement in a track's velocity. */
    private static final float VELOCITY_GAIN = 0.6f;

    private static final byte[] NO_CROP = new byte[0];

    /** What a step gives: the state to keep and the record to send. */
    public record Step(TrackerState state, TrackedFrame frame) {}

    private final TrackerOptions options;
    private final ShotElection election;

    public Tracker(TrackerOptions options) {
        this.options = options;
        this.election = new ShotElection(options);
    }

    public Step step(TrackerState state, Observation seen) {
        long now = Math.max(seen.capturedAtMillis(), state.clockMillis());
        // What is no frame has no position of its own: it happened where the last frame was.
        long mediaNow = seen.kind() == ObservationKind.FRAME ? seen.mediaTimeMillis() : state.mediaClockMillis();
        List<TrackEnd> ended = new ArrayList<>();
        List<Track> live = expire(state.tracks(), seen.kind() == ObservationKind.ENDED ? Long.MAX_VALUE : now, ended);
        List<TrackedFace> faces = new ArrayList<>(seen.faces().size());
        Map<String, Long> counts = new TreeMap<>(seen.counts());
        if (!seen.faces().isEmpty()) {
            live = follow(live, seen, now, faces, counts);
        }
        for (TrackEnd end : ended) {
            counts.merge(Counts.TRACKS + (end.confirmed() ? "Ended" : "Unconfirmed"), 1L, Long::sum);
        }
        TrackedFrame frame =
                new TrackedFrame(seen.cameraId(), seen.kind(), now, mediaNow, faces, ended, counts, seen.detail());
        return new Step(new TrackerState(now, mediaNow, live), frame);
    }

    private List<Track> expire(List<Track> tracks, long now, List<TrackEnd> ended) {
        List<Track> live = new ArrayList<>(tracks.size() + 2);
        for (Track track : tracks) {
            // An error of the detector must not wait as long as a face that turned away.
            long patience =
                    track.hits() < options.confirmHits() ? options.lostAfterMillis() / 2 : options.lostAfterMillis();
            if (now - track.lastSeenMillis() <= patience) {
                live.add(track);
            } else {
                ended.add(new TrackEnd(
                        track.trackId(),
                        track.hits() >= options.confirmHits(),
                        track.firstSeenMillis(),
                        track.firstSeenMediaMillis(),
                        track.lastSeenMillis(),
                        track.lastSeenMediaMillis()));
            }
        }
        return live;
    }

    private List<Track> follow(
            List<Track> live, Observation seen, long now, List<TrackedFace> faces, Map<String, Long> counts) {
        int[] trackOf = Assignment.assign(live, seen.faces(), now);
        List<Track> next = new ArrayList<>(live);
        for (int i = 0; i < trackOf.length; i++) {
            ObservedFace face = seen.faces().get(i);
            long unseenMillis = trackOf[i] < 0 ? 0 : now - live.get(trackOf[i]).lastSeenMillis();
            Track before = trackOf[i] < 0 ? begin(seen, face, i, now) : moved(live.get(trackOf[i]), seen, face, now);
            boolean shot = election.elects(before, face, now, unseenMillis);
            Track after = shot ? withShot(before, face, now) : before;
            if (trackOf[i] < 0) {
                next.add(after);
            } else {
                next.set(trackOf[i], after);
            }
            if (!shot && face.refusal() == FaceRefusal.NONE) {
                counts.merge(Counts.FACES_PASSED_OVER, 1L, Long::sum);
            }
            faces.add(tracked(after, face, shot, unseenMillis));
        }
        return next;
    }

    private TrackedFace tracked(Track track, ObservedFace face, boolean shot, long unseenMillis) {
        return new TrackedFace(
                track.trackId(),
                track.firstSeenMillis(),
                track.firstSeenMediaMillis(),
                track.hits() >= options.confirmHits(),
                unseenMillis,
                face.x(),
                face.y(),
                face.width(),
                face.height(),
                face.quality(),
                face.refusal(),
                shot ? face.crop() : NO_CROP,
                TrackedFace.NO_EMBEDDING,
                0,
                shot ? face.livenessCrop() : NO_CROP,
                Liveness.NONE);
    }

    private static Track begin(Observation seen, ObservedFace face, int rank, long now) {
        return new Track(
                seen.cameraId() + "-" + now + "-" + rank,
                now,
                seen.mediaTimeMillis(),
                now,
                seen.mediaTimeMillis(),
                face.x(),
                face.y(),
                face.width(),
                face.height(),
                0,
                0,
                1,
                0,
                0,
                0,
                0);
    }

    private static Track moved(Track track, Observation seen, ObservedFace face, long now) {
        FaceBox was = new FaceBox(track.x(), track.y(), track.width(), track.height());
        FaceBox is = new FaceBox(face.x(), face.y(), face.width(), face.height());
        float seconds = Math.max(now - track.lastSeenMillis(), 1) / 1000f;
        float gain = track.hits() == 1 ? 1 : VELOCITY_GAIN;
        float vx = track.velocityX() + gain * ((is.centreX() - was.centreX()) / seconds - track.velocityX());
        float vy = track.velocityY() + gain * ((is.centreY() - was.centreY()) / seconds - track.velocityY());
        return new Track(
                track.trackId(),
                track.firstSeenMillis(),
                track.firstSeenMediaMillis(),
                now,
                seen.mediaTimeMillis(),
                face.x(),
                face.y(),
                face.width(),
                face.height(),
                vx,
                vy,
                track.hits() + 1,
                track.shots(),
                track.firstShotMillis(),
                track.lastShotMillis(),
                track.bestQuality());
    }

    private static Track withShot(Track track, ObservedFace face, long now) {
        return new Track(
                track.trackId(),
                track.firstSeenMillis(),
                track.firstSeenMediaMillis(),
                track.lastSeenMillis(),
                track.lastSeenMediaMillis(),
                track.x(),
                track.y(),
                track.width(),
                track.height(),
                track.velocityX(),
                track.velocityY(),
                track.hits(),
                track.shots() + 1,
                track.shots() == 0 ? now : track.firstShotMillis(),
                now,
                Math.max(track.bestQuality(), face.quality()));
    }
}
