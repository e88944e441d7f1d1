package io.facestream.ingest.camera;

/**
 * A camera came up, went down, left a gap, or is still down.
 *
 * @param cameraId the camera
 * @param atMillis capture time of the change in epoch milliseconds
 * @param state what is said
 * @param reason one line for people, without secrets; empty for {@code UP} and {@code TICK}
 * @param sinceMillis for {@code GAP} and {@code DOWN} the capture time of the last frame before, so that a gap spans
 *     {@code sinceMillis..atMillis}; equal to {@code atMillis} where there was none
 * @param countsSinceLast what happened to frames since the camera's previous item
 */
public record CameraStatus(
        String cameraId, long atMillis, State state, String reason, long sinceMillis, FrameCounts countsSinceLast)
        implements CameraItem {

    /** The kinds of status. */
    public enum State {
        /** Frames arrive, for the first time or again. */
        UP,
        /** No frames arrive, said once with the reason; a live camera is tried again. */
        DOWN,
        /** A live camera is back: what it showed from {@code sinceMillis} to {@code atMillis} was not seen. */
        GAP,
        /** Still down; said every second so that clocks that follow this camera advance. */
        TICK
    }
}
