package io.facestream.ingest.camera;

import io.facestream.vision.picture.PictureRefusedException;

/**
 * A frame or picture that the camera has but that cannot be used.
 *
 * @param cameraId the camera
 * @param atMillis capture time it would have had, in epoch milliseconds
 * @param mediaTimeMillis position in the file or folder; {@link Frame#LIVE} for a live camera
 * @param reason what is wrong with it
 * @param detail one line with the value and what was expected, without secrets
 * @param countsSinceLast what happened since the camera's previous item, this refusal included
 */
public record FrameRefused(
        String cameraId,
        long atMillis,
        long mediaTimeMillis,
        PictureRefusedException.Reason reason,
        String detail,
        FrameCounts countsSinceLast)
        implements CameraItem {}
