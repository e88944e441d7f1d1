package io.facestream.ingest.camera;

/**
 * The last item of a camera: its file is read, its time is over, or it cannot be read at all (then a {@code DOWN} went before).
 *
 * @param cameraId the camera
 * @param atMillis capture time of its last frame in epoch milliseconds, the start time if it gave none
 * @param countsSinceLast what happened to frames since the camera's previous item
 */
public record CameraEnded(String cameraId, long atMillis, FrameCounts countsSinceLast) implements CameraItem {}
