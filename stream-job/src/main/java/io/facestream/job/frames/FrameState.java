package io.facestream.job.frames;

import io.facestream.ingest.camera.FrameCounts;
import java.util.List;

/**
 * What is known of one camera of the topics: no pixels.
 *
 * @param streams of its producers, the newest first; a few suffice to tell duplicates
 * @param presence what was last said of it
 * @param lastAtMillis capture time of its last item, -1 before the first
 * @param lastFrameAtMillis capture time of its last frame as it was taken, -1 before the first
 * @param lastCapturedMillis the same as its producer said it
 * @param lastOnGridMillis capture time of its last frame on the detection grid, -1 before the first
 * @param nextSequence ordinal of the next frame that is emitted
 * @param endedOnce whether it has ever ended
 * @param heardAtMillis when its last record came, by this machine's clock
 * @param watched whether a timer waits for its silence
 * @param pending what happened to frames since its last item
 */
public record FrameState(
        List<StreamMark> streams,
        Presence presence,
        long lastAtMillis,
        long lastFrameAtMillis,
        long lastCapturedMillis,
        long lastOnGridMillis,
        long nextSequence,
        boolean endedOnce,
        long heardAtMillis,
        boolean watched,
        FrameCounts pending) {
    static final long NEVER = -1;

    static final FrameState EMPTY = new FrameState(
            List.of(), Presence.UNKNOWN, NEVER, NEVER, NEVER, NEVER, 0, false, 0, false, FrameCounts.NONE);

    /** The same, once a timer waits for its silence. */
    FrameState watchedOver() {
        return new FrameState(
                streams,
                presence,
                lastAtMillis,
                lastFrameAtMillis,
                lastCapturedMillis,
                lastOnGridMillis,
                nextSequence,
                endedOnce,
                heardAtMillis,
                true,
                pending);
    }

    /** What was last said of a camera. */
    public enum Presence {
        UNKNOWN,
        UP,
        DOWN,
        /** Nothing came for so long that its visits were ended. */
        SILENT,
        ENDED
    }
}
