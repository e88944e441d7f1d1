package io.facestream.job.deadletter;

import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.flink.util.OutputTag;

/**
 * A record that was refused: where it lies and what it is, without its content.
 *
 * @param reason name of the cause, under which it is counted as well
 * @param topic where it lies
 * @param sizeBytes of its value
 * @param sha256 of its value, lower-case hexadecimal
 * @param detail one line with the value that is wrong and what was expected; never holds a secret
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeadLetter(
        String reason, String topic, int partition, long offset, long sizeBytes, String sha256, String detail) {
    public static final int SCHEMA_VERSION = 1;

    /** The side output of every operator that refuses records. */
    public static final OutputTag<DeadLetter> TAG = new OutputTag<>("dead-letters") {
        private static final long serialVersionUID = 1L;
    };

    /** The dead letter of a record with this value. */
    public static DeadLetter of(Enum<?> reason, String topic, int partition, long offset, byte[] value, String detail) {
        return new DeadLetter(reason.name(), topic, partition, offset, value.length, sha256(value), detail);
    }

    @JsonGetter("schemaVersion")
    public int schemaVersion() {
        return SCHEMA_VERSION;
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not known to this Java (expected: every Java has it)", e);
        }
    }
}
