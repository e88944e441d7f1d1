package io.facestream.console.visit;

/**
 * What a camera last said of itself.
 *
 * @param since ISO 8601, UTC
 * @param reason why it is down; empty while it is up
 */
public record CameraReport(String cameraId, boolean up, String since, String reason) {}
