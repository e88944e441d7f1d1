package io.facestream.ingest.camera;

import io.facestream.vision.picture.Picture;

/**
 * One frame of a camera that lies on the detection grid.
 *
 * @param cameraId the camera
 * @param capturedAtMillis epoch milliseconds: for a file its start time plus the position, for a live camera the moment of arrival;
 *     strictly increasing for one camera
 * @param mediaTimeMillis position in the file; {@link #LIVE} for a live camera
 * @param sequence ordinal of this frame among those the camera emitted, from 0; survives a restart
 * @param picture the pixels, BGR; borrowed: valid only until the operator that received the frame returns
 * @param countsSinceLast what happened since the camera's previous item, this frame included
 */
public record Frame(
        String cameraId,
        long capturedAtMillis,
        long mediaTimeMillis,
        long sequence,
        Picture picture,
        FrameCounts countsSinceLast)
        implements CameraItem {

    /** The media time of a live camera, which has no position. */
    public static final long LIVE = -1;

    @Override
    public long atMillis() {
        return capturedAtMillis;
    }
}
