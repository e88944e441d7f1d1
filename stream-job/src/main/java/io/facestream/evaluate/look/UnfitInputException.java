package io.facestream.evaluate.look;

/** Input from which nothing can be drawn; the message is one line that names it, and what was expected. */
public final class UnfitInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnfitInputException(String message) {
        super(message);
    }
}
