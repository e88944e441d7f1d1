package io.facestream.training.data;

/** A picture that cannot be learned from; the message names it and says why. */
public final class UnreadablePictureException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadablePictureException(String message) {
        super(message);
    }

    public UnreadablePictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
