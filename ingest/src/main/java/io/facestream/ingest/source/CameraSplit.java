package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.camera.FrameRefused;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One camera and how far its items were emitted: what a checkpoint keeps of it. It names the camera only; where the camera is, and
 * its secret, stay with the source.
 *
 * @param cameraId the camera
 * @param state what was said of it last
 * @param mediaTimeMillis position of the last frame or refused picture of a file, -1 before the first
 * @param lastFrameAtMillis capture time of the last frame, {@link #NEVER} before the first
 * @param lastAtMillis capture time of the last item of any kind, {@link #NEVER} before the first
 * @param nextSequence sequence number of the next frame
 * @param totals what became of all frames so far
 */
public record CameraSplit(
        String cameraId,
        State state,
        long mediaTimeMillis,
        long lastFrameAtMillis,
        long lastAtMillis,
        long nextSequence,
        FrameCounts totals)
        implements SourceSplit {

    /** Stands for a moment that has not come. */
    public static final long NEVER = Long.MIN_VALUE;

    /** What was said of a camera last. */
    public enum State {
        UNKNOWN,
        UP,
        DOWN
    }

    /** A camera that has said nothing yet. */
    static CameraSplit unread(String cameraId) {
        return new CameraSplit(cameraId, State.UNKNOWN, -1, NEVER, NEVER, 0, FrameCounts.NONE);
    }

    /** Whether the camera has said nothing yet. */
    boolean isUnread() {
        return lastAtMillis == NEVER;
    }

    /** This split once the item has been emitted. */
    CameraSplit after(CameraItem item) {
        FrameCounts sum = totals.plus(item.countsSinceLast());
        long at = item.atMillis();
        if (item instanceof Frame frame) {
            return new CameraSplit(cameraId, state, frame.mediaTimeMillis(), at, at, frame.sequence() + 1, sum);
        }
        if (item instanceof FrameRefused refused) {
            return new CameraSplit(
                    cameraId, state, refused.mediaTimeMillis(), lastFrameAtMillis, at, nextSequence, sum);
        }
        State now = item instanceof CameraStatus status ? stateAfter(status.state()) : state;
        return new CameraSplit(cameraId, now, mediaTimeMillis, lastFrameAtMillis, at, nextSequence, sum);
    }

    private State stateAfter(CameraStatus.State said) {
        return switch (said) {
            case UP -> State.UP;
            case DOWN -> State.DOWN;
            case GAP, TICK -> state;
        };
    }

    @Override
    public String splitId() {
        return cameraId;
    }
}
