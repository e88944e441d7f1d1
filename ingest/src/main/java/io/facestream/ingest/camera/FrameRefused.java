package io.facestream.ingest.camera;

/**
 * A frame or picture that the camera has but that cannot be used.
 *
 * @param cameraId the camera
 * @param atMillis capture time it would have had, in epoch milliseconds
 * @param mediaTimeMillis position in the file or folder; {@link Frame#LIVE} for a live camera
 * @param reason what is wrong with it, by whose name it is counted: a {@code PictureRefusedException.Reason}, or the cause that
 *     another way of transport has
 * @param detail one line with the value and what was expected, without secrets
 * @param countsSinceLast what happened since the camera's previous item, this refusal included
 */
public record FrameRefused(
        String cameraId,
        long atMillis,
        long mediaTimeMillis,
        Enum<?> reason,
        String detail,
        FrameCounts countsSinceLast)
        implements CameraItem {}
