package io.facestream.job.uselog;

/**
 * A fact that becomes an entry of the log of use.
 *
 * @param cameraId whose chain it joins; empty where no camera is concerned
 * @param atMillis when it was so, by the camera's clock
 * @param details the kind's own fields, as a JSON object
 */
public record UseFact(String cameraId, UseKind kind, long atMillis, String details) {}
