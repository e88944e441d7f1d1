package io.facestream.ingest.camera;

/** What stands behind a camera's URI; decides what FFmpeg may open and whether frames may be dropped. */
public enum CameraKind {
    /** A video file, a picture, or a folder of pictures: has an end and a position; no frame is dropped. */
    FILE,
    /** An RTSP stream. */
    RTSP,
    /** A stream over HTTP or HTTPS: motion JPEG, MPEG-TS and the like; no playlists. */
    HTTP,
    /** A webcam of this machine, {@code v4l2:/dev/video0}. */
    WEBCAM;

    /** Whether frames come at their own pace, so that a slow job loses some; a file waits instead. */
    public boolean live() {
        return this != FILE;
    }
}
