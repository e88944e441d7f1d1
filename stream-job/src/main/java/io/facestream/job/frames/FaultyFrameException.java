package io.facestream.job.frames;

/** A record that does not keep to the contract; the message is one line with the value and what was expected. */
final class FaultyFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FrameFault fault;

    FaultyFrameException(FrameFault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    FrameFault fault() {
        return fault;
    }
}
