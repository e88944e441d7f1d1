package io.facestream.facebank;

/**
 * A facebank that cannot be read, written or made. The message is one line that says which value was met and what was expected; it
 * never holds a template.
 */
public final class FacebankException extends RuntimeException {
    public FacebankException(String message) {
        super(message);
    }

    public FacebankException(String message, Throwable cause) {
        super(message, cause);
    }
}
