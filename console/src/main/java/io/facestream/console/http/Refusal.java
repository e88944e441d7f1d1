package io.facestream.console.http;

/** A request that is answered with an error: its status, and a line that says what, which value, and what was expected. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    public Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }
}
