package io.facestream.ingest.camera;

import java.io.IOException;

/** A camera cannot be opened or read; the message is one line for people, without secrets. */
public final class CameraException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Causes, as far as they decide what happens next. */
    public enum Reason {
        /** No such file, host or stream. */
        NOT_FOUND,
        /** The camera refuses the user or the password. */
        UNAUTHORIZED,
        /** Not opened on purpose: a protocol, format or address that this kind of source does not need. */
        FORBIDDEN,
        /** No connection, or it broke. */
        DISCONNECTED,
        /** Too slow: no connection or no frame within the time allowed. */
        TIMEOUT,
        /** The content is not a video that can be decoded. */
        UNREADABLE
    }

    private final Reason reason;

    public CameraException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether trying again soon cannot help, because somebody has to change a setting first. */
    public boolean needsAttention() {
        return reason == Reason.UNAUTHORIZED || reason == Reason.FORBIDDEN || reason == Reason.NOT_FOUND;
    }
}
