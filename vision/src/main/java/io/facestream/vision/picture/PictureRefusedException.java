package io.facestream.vision.picture;

import java.io.IOException;

/** Says why bytes were not accepted as a picture, in one line: what, its value, what was expected. */
public final class PictureRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Causes of a refusal, as they are counted and reported. */
    public enum Reason {
        /** There is no such file, or it may not be read. */
        UNREADABLE,
        /** Zero bytes. */
        EMPTY,
        /** More bytes than {@link PictureReader#MAX_BYTES}. */
        TOO_MANY_BYTES,
        /** The header claims more pixels than {@link PictureReader#MAX_PIXELS}; nothing was decoded. */
        TOO_MANY_PIXELS,
        /** A picture or document format that is known and not read here, such as HEIC or SVG. */
        UNSUPPORTED_FORMAT,
        /** The first bytes are those of no picture format. */
        NOT_A_PICTURE,
        /** The file ends before its picture does. */
        TRUNCATED,
        /** The header is that of a picture, the content is not. */
        CORRUPT
    }

    private final Reason reason;

    public PictureRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
