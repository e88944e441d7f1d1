package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.camera.FrameRefused;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One camera and how far its items were emitted: what a checkpoint keeps of it. It names the camera only; where the camera is, and
 * its secret, stay with the source.
 *
 * @param cameraId the camera
 * @param started whether any item was emitted
 * @param mediaTimeMillis position of the last frame or refused picture of a file, -1 before the first
 * @param lastFrameAtMillis capture time of the last frame, {@link #NEVER} before the first
 * @param lastAtMillis capture time of the last item of any kind, {@link #NEVER} before the first
 * @param nextSequence sequence number of the next frame
 * @param totals what became of all frames so far
 */
public record CameraSplit(
        String cameraId,
        boolean started,
        long mediaTimeMillis,
        long lastFrameAtMillis,
        long lastAtMillis,
        long nextSequence,
        FrameCounts totals)
        implements SourceSplit {

    /** Stands for a moment that has not come. */
    public static final long NEVER = Long.MIN_VALUE;

    /** A camera that has said nothing yet. */
    static CameraSplit unread(String cameraId) {
        return new CameraSplit(cameraId, false, -1, NEVER, NEVER, 0, FrameCounts.NONE);
    }

    /** This split once the item has been emitted. */
    CameraSplit after(CameraItem item) {
        FrameCounts sum = totals.plus(item.countsSinceLast());
        long position = mediaTimeMillis;
        long frameAt = lastFrameAtMillis;
        long sequence = nextSequence;
        if (item instanceof Frame frame) {
            position = frame.mediaTimeMillis();
            frameAt = frame.capturedAtMillis();
            sequence = frame.sequence() + 1;
        } else if (item instanceof FrameRefused refused) {
            position = refused.mediaTimeMillis();
        }
        return new CameraSplit(cameraId, true, position, frameAt, item.atMillis(), sequence, sum);
    }

    @Override
    public String splitId() {
        return cameraId;
    }
}
