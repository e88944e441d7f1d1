package io.facestream.job.frames;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells of records of frames topics what the job makes of them, without decoding a picture: from which camera, and when a frame is taken to
 * be from. What it tells of the first records after a camera's clock was set back may differ where the job began to read earlier. One
 * thread.
 */
public final class FrameClock {
    /** Settings of a client that reads such records: few at once, because each is large. */
    public static final Map<String, String> CLIENT = KafkaFramesSource.DEFAULTS;

    private final Map<String, FrameState> states = new HashMap<>();

    /** What a record is. */
    public enum Kind {
        FRAME,
        /** The camera is there, or is not, without a frame. */
        STATUS,
        /** The camera delivers nothing more. */
        ENDED
    }

    /**
     * What a record tells.
     *
     * @param capturedAtMillis as in the annotation of the frame, epoch milliseconds
     * @param coded the picture as it was sent; empty unless it is a frame
     */
    public record Told(String cameraId, Kind kind, long capturedAtMillis, byte[] coded) {}

    /** What the next record tells; empty where the job refuses it for its headers, or has had it. */
    public Optional<Told> take(ConsumerRecord<byte[], byte[]> record) {
        KafkaFrame frame = KafkaFrameSchema.read(record);
        String camera = frame.cameraId();
        if (camera.equals(KafkaFrame.NO_CAMERA)) {
            return Optional.empty();
        }
        FrameRound round = new FrameRound(states.getOrDefault(camera, FrameState.EMPTY), camera);
        try {
            FrameHeaders headers = FrameHeaders.of(frame);
            if (round.repeats(headers)) {
                return Optional.empty();
            }
            Told told = headers.state() == FrameHeaders.State.FRAME
                    ? frame(round, headers, frame)
                    : status(round, headers, frame);
            round.mark(headers);
            states.put(camera, round.result().state());
            return Optional.of(told);
        } catch (FaultyFrameException e) {
            return Optional.empty();
        }
    }

    private static Told frame(FrameRound round, FrameHeaders headers, KafkaFrame frame) {
        round.begin();
        long at = round.frameTime(round.clamped(headers, frame));
        round.comeUp(at, headers);
        round.lastFrameAtMillis = at;
        round.lastAtMillis = at;
        return new Told(round.cameraId, Kind.FRAME, at, frame.value());
    }

    private static Told status(FrameRound round, FrameHeaders headers, KafkaFrame frame) {
        boolean ended = headers.state() == FrameHeaders.State.ENDED;
        if (!ended) {
            round.begin();
        }
        long at = Math.max(round.clamped(headers, frame), round.lastAtMillis);
        if (ended) {
            round.ended(at);
        } else {
            round.lastAtMillis = at;
        }
        return new Told(round.cameraId, ended ? Kind.ENDED : Kind.STATUS, at, new byte[0]);
    }
}
