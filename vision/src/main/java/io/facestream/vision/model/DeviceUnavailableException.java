package io.facestream.vision.model;

/** The device that was asked for cannot be had here; the message is one line that names it and what this build has. */
public final class DeviceUnavailableException extends RuntimeException {
    public DeviceUnavailableException(String message) {
        super(message);
    }
}
