/**
 * What a camera is and what it says, without FFmpeg and without Flink.
 *
 * <p>Entry point: {@link io.facestream.ingest.camera.CameraSpec#parseAll}, which reads {@code [ID=]URI} as the command line gives it:
 * <pre>{@code
 * CameraSpec.parseAll(List.of("door=rtsp://${DOOR_LOGIN}@10.0.0.5/live", "clips/lobby.mp4", "v4l2:/dev/video0"))
 * }</pre>
 * Secrets are filled in by {@link io.facestream.ingest.camera.CameraSpec#resolve} where the camera is opened and show nowhere: not in
 * {@code toString}, not in a message, not in a checkpoint.
 *
 * <p>A camera speaks in {@link io.facestream.ingest.camera.CameraItem}s: frames, changes of its state, pictures that it could not give,
 * its end. Every item says what became of the frames since the one before; over all items the counts add up.
 */
@NullMarked
package io.facestream.ingest.camera;

import org.jspecify.annotations.NullMarked;
