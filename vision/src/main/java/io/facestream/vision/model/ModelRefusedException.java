package io.facestream.vision.model;

/** A model, its card or its pack cannot be used; the message is one line that names the value and what was expected. */
public final class ModelRefusedException extends RuntimeException {
    public ModelRefusedException(String message) {
        super(message);
    }

    public ModelRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
