package io.facestream.ingest.camera;

/**
 * What a camera says: a frame, a change of its state, a picture it could not give, or its end.
 *
 * <p>Items live inside one task: they are handed from the source to the operator chained behind it and never serialised, because
 * a {@link Frame} lends its pixels for the duration of that call only.
 */
public sealed interface CameraItem permits Frame, CameraStatus, CameraEnded, FrameRefused {

    /** The camera that speaks. */
    String cameraId();

    /** Capture time of the item in epoch milliseconds: its event time, never decreasing for one camera. */
    long atMillis();

    /** What happened to this camera's frames since its previous item, this one included. */
    FrameCounts countsSinceLast();
}
