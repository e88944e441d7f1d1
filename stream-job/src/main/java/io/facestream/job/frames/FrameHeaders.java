package io.facestream.job.frames;

import io.facestream.ingest.camera.Redaction;
import java.util.Locale;

/**
 * The headers of a record, checked.
 *
 * @param capturedAtMillis epoch milliseconds as the producer says
 * @param sequence increases within a stream
 */
record FrameHeaders(long capturedAtMillis, String streamId, long sequence, State state) {
    /** What a record says of its camera. */
    enum State {
        /** It has a picture. */
        FRAME,
        UP,
        DOWN,
        ENDED
    }

    /** The end of the year 9999. */
    static final long LATEST_MILLIS = 253_402_300_799_999L;

    private static final int LONGEST_STREAM_ID = 128;
    private static final int SHOWN = 40;

    static FrameHeaders of(KafkaFrame frame) throws FaultyFrameException {
        long capturedAt = number(frame.capturedAt());
        if (capturedAt < 0 || capturedAt > LATEST_MILLIS) {
            throw fault(FrameFault.BAD_CAPTURED_AT, "captured-at", frame.capturedAt(), "epoch milliseconds, decimal");
        }
        if (frame.streamId().isBlank() || frame.streamId().length() > LONGEST_STREAM_ID) {
            throw fault(
                    FrameFault.BAD_STREAM_ID,
                    "stream-id",
                    frame.streamId(),
                    "1 to " + LONGEST_STREAM_ID + " characters, new at each start of the producer");
        }
        long sequence = number(frame.sequence());
        if (sequence < 0) {
            throw fault(
                    FrameFault.BAD_SEQUENCE, "sequence", frame.sequence(), "a number that increases within the stream");
        }
        return new FrameHeaders(capturedAt, frame.streamId(), sequence, state(frame.state()));
    }

    private static State state(String text) throws FaultyFrameException {
        return switch (text) {
            case "" -> State.FRAME;
            case "up" -> State.UP;
            case "down" -> State.DOWN;
            case "ended" -> State.ENDED;
            default -> throw fault(FrameFault.BAD_STATE, "state", text, "up, down, ended or no such header");
        };
    }

    /** -1 for what is no number. */
    private static long number(String text) {
        if (text.isEmpty() || text.length() > 19 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static FaultyFrameException fault(FrameFault fault, String name, String value, String expected) {
        return new FaultyFrameException(
                fault, String.format(Locale.ROOT, "%s: '%s' (expected: %s)", name, shown(value), expected));
    }

    /** A text of somebody else's, fit for one line. */
    static String shown(String text) {
        String line = Redaction.redact(text).replaceAll("\\p{Cntrl}|\\p{Co}|\\p{Cn}|\uFFFD", "?");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
