package io.facestream.vision.evaluate;

/** A protocol's file cannot be used; the message is one line that names file, line and value, and what was expected. */
public final class ProtocolRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProtocolRefusedException(String message) {
        super(message);
    }

    public ProtocolRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
