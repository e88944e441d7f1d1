/**
 * Reading cameras frame by frame: {@link io.facestream.ingest.grab.FrameGrabber#of} gives the grabber for a camera, files and streams
 * through FFmpeg, folders of pictures one by one.
 * <pre>{@code
 * try (FrameGrabber grabber = FrameGrabber.of(CameraSpec.parse("clip.mp4"))) {
 *     grabber.open();
 *     while (grabber.decode()) {
 *         if (wanted(grabber.mediaTimeMillis())) {
 *             grabber.convert(picture);
 *         }
 *     }
 * }
 * }</pre>
 * FFmpeg opens only what the kind of source needs: files only {@code file}, RTSP only {@code rtsp rtsps rtp srtp udp tcp tls}, HTTP only
 * {@code http https tcp tls}; containers that name other files or hosts (playlists) are refused, and so are link-local addresses unless
 * allowed and redirections to another host. Its messages are switched off, because they quote URLs with their passwords.
 *
 * <p>Cost: {@link io.facestream.ingest.bench.DecodeBench}.
 */
@NullMarked
package io.facestream.ingest.grab;

import org.jspecify.annotations.NullMarked;
