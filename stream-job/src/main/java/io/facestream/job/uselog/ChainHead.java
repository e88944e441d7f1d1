package io.facestream.job.uselog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;

/**
 * Where a chain stands: what its next entry follows.
 *
 * @param run that began the chain: with the camera, it names it
 * @param job that added to it last
 * @param next sequence of the next entry
 * @param hash of the last one
 */
public record ChainHead(String run, String job, long next, String hash) {
    /** What the first entry of a chain follows. */
    static final String NOTHING = "0".repeat(64);

    /** Fields that the hash does not cover: itself, and what differs when an entry has to leave the job again after a failure. */
    static final Set<String> NOT_HASHED = Set.of("hash", "emittedAt");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A chain without entries. */
    static ChainHead begin(String run) {
        return new ChainHead(run, "", 0, NOTHING);
    }

    /** An entry, and where the chain stands with it. */
    record Appended(ChainHead head, UseLine line) {}

    Appended append(UseFact fact) {
        ObjectNode entry = details(fact.details());
        entry.put("schemaVersion", UseLine.SCHEMA_VERSION)
                .put("run", run)
                .put("cameraId", fact.cameraId())
                .put("sequence", next)
                .put("kind", fact.kind().name())
                .put("at", Instant.ofEpochMilli(fact.atMillis()).toString())
                .put("previousHash", hash);
        String hashed = hashOf(entry);
        entry.put("hash", hashed);
        return new Appended(
                new ChainHead(run, job, next + 1, hashed), new UseLine(fact.cameraId(), CanonicalJson.write(entry)));
    }

    ChainHead continuedBy(String nextJob) {
        return new ChainHead(run, nextJob, next, hash);
    }

    private static ObjectNode details(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("details of an entry", e);
        }
    }

    /** SHA-256, in hexadecimal, of the canonical form of all that an entry says but {@link #NOT_HASHED}. */
    static String hashOf(JsonNode entry) {
        ObjectNode hashed = entry.deepCopy();
        hashed.remove(NOT_HASHED);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(CanonicalJson.write(hashed).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
