package io.facestream.ingest.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Something to be sent: a frame, or what is said of the camera.
 *
 * @param jpeg the frame; null where there is a state
 * @param state {@code up}, {@code down} or {@code ended}; empty for a frame
 * @param reason why the camera is down, without secrets
 */
record Outgoing(long capturedAtMillis, byte @Nullable [] jpeg, String state, String reason) {
    static final String UP = "up";
    static final String DOWN = "down";
    static final String ENDED = "ended";

    static Outgoing frame(long capturedAtMillis, byte[] jpeg) {
        return new Outgoing(capturedAtMillis, jpeg, "", "");
    }

    static Outgoing state(long capturedAtMillis, String state, String reason) {
        return new Outgoing(capturedAtMillis, null, state, reason);
    }

    /** The same for another reason. */
    Outgoing because(String other) {
        return new Outgoing(capturedAtMillis, jpeg, state, other);
    }

    boolean isFrame() {
        return jpeg != null;
    }
}
