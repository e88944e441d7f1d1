package io.facestream.job.identify;

import io.facestream.job.track.TrackEnd;
import io.facestream.job.track.TrackedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two models decided on the tracks that end with a frame. Where the one sees a face take another's place in a track and the
 * other does not, each says what it knows of the track when it ends.
 *
 * @param enrolledOnce people who have templates of one of the models only
 */
record ModelComparison(Set<String> enrolledOnce) {
    /** A model's knowledge of a camera before and after a frame. */
    record Side(IdentifyState before, Identifier.Step step) {}

    /** The confirmed tracks that ended with the frame and had at least one shot; none of somebody of whom nobody is to hear. */
    List<ComparedTrack> of(TrackedFrame frame, Side main, Side shadow) {
        List<ComparedTrack> compared = new ArrayList<>();
        for (TrackEnd end : frame.ended()) {
            IdentifiedTrackEnd ours = endOf(end.trackId(), main);
            IdentifiedTrackEnd theirs = endOf(end.trackId(), shadow);
            if (ours == null || theirs == null || !ours.confirmed()) {
                continue;
            }
            boolean ignored = ours.decision().ignored() || theirs.decision().ignored();
            if (!ignored && ours.decision().shots() + theirs.decision().shots() > 0) {
                compared.add(compared(frame, ours, theirs, main, shadow));
            }
        }
        return compared;
    }

    private static @Nullable IdentifiedTrackEnd endOf(String trackId, Side side) {
        String faceId = side.before().tracks().stream()
                .filter(track -> track.trackId().equals(trackId))
                .map(TrackEvidence::faceId)
                .findFirst()
                .orElse(trackId);
        return side.step().frame().ended().stream()
                .filter(end -> end.trackId().equals(faceId))
                .findFirst()
                .orElse(null);
    }

    private ComparedTrack compared(
            TrackedFrame frame, IdentifiedTrackEnd ours, IdentifiedTrackEnd theirs, Side main, Side shadow) {
        return new ComparedTrack(
                frame.cameraId(),
                ours.trackId(),
                ours.lastSeenMillis(),
                ours.lastSeenMediaMillis(),
                main.step().frame().facebankVersion(),
                main.step().frame().modelId(),
                shadow.step().frame().modelId(),
                agreement(ours.decision(), theirs.decision()),
                ours.decision(),
                theirs.decision());
    }

    Agreement agreement(Decision ours, Decision theirs) {
        if (!ours.isIdentified() && !theirs.isIdentified()) {
            return Agreement.BOTH_UNKNOWN;
        }
        if (ours.isIdentified() && theirs.isIdentified() && ours.personId().equals(theirs.personId())) {
            return Agreement.SAME_PERSON;
        }
        if (isEnrolledOnce(ours) || isEnrolledOnce(theirs)) {
            return Agreement.NOT_ENROLLED;
        }
        if (ours.isIdentified() && theirs.isIdentified()) {
            return Agreement.DIFFERENT;
        }
        return ours.isIdentified() ? Agreement.MAIN_ONLY : Agreement.SHADOW_ONLY;
    }

    private boolean isEnrolledOnce(Decision decision) {
        return decision.isIdentified() && enrolledOnce.contains(decision.personId());
    }
}
