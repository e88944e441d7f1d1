package io.facestream.job.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.ingest.camera.CameraSpec;
import java.util.Arrays;

/**
 * A record of a frames topic as it was read, unchecked. Its arrays are never written again.
 *
 * @param timestampMillis when the broker or the producer says it was written, epoch milliseconds; below 0 where neither does
 * @param key the camera's name, UTF-8; empty where there is none
 * @param capturedAt header: epoch milliseconds, decimal; headers that are absent are empty, long ones are cut
 * @param streamId header: new at each start of the producer
 * @param sequence header: number of the record in its stream, decimal
 * @param state header: {@code up}, {@code down} or {@code ended} in a record without a picture
 * @param reason header: why the camera is down
 * @param value a JPEG; empty in a record that has a state
 */
public record KafkaFrame(
        String topic,
        int partition,
        long offset,
        long timestampMillis,
        byte[] key,
        String capturedAt,
        String streamId,
        String sequence,
        String state,
        String reason,
        byte[] value) {
    /** Stands for the camera of records that name none; no camera can be called so. */
    static final String NO_CAMERA = "?";

    /** A header that is longer than this is wrong anyhow. */
    static final int LONGEST_HEADER = 256;

    private static final int LONGEST_KEY = 128;

    /** The camera, or {@link #NO_CAMERA}. */
    public String cameraId() {
        String id = key.length > LONGEST_KEY ? "" : new String(key, UTF_8);
        return CameraSpec.isId(id) ? id : NO_CAMERA;
    }

    /** Where it lies, for people. */
    String place() {
        return topic + "-" + partition + "@" + offset;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KafkaFrame frame
                && offset == frame.offset
                && partition == frame.partition
                && topic.equals(frame.topic)
                && timestampMillis == frame.timestampMillis
                && capturedAt.equals(frame.capturedAt)
                && streamId.equals(frame.streamId)
                && sequence.equals(frame.sequence)
                && state.equals(frame.state)
                && reason.equals(frame.reason)
                && Arrays.equals(key, frame.key)
                && Arrays.equals(value, frame.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * topic.hashCode() + partition) + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return place() + " (" + value.length + " bytes)";
    }
}
