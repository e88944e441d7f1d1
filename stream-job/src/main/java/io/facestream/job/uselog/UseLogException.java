package io.facestream.job.uselog;

import java.io.IOException;

/** Why a log of use cannot be read, or takes no review now; the message is one line and repeats no client setting. */
public final class UseLogException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is to be done about it. */
    public enum Reason {
        /** There is no such log. */
        MISSING,
        /** Somebody else adds a review at the same time: try again. */
        BUSY,
        /** Who keeps it does not answer, or refuses. */
        AWAY
    }

    private final Reason reason;

    UseLogException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    UseLogException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
