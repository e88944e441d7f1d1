package io.facestream.job.uselog;

import java.time.Instant;

/**
 * An entry on its way to the log.
 *
 * @param cameraId whose chain it belongs to; the record's key
 * @param json the whole entry but for the time of emission, in canonical form
 */
public record UseLine(String cameraId, String json) {
    public static final int SCHEMA_VERSION = 1;

    /** As it is written: the only field that is not chained is when it left the job, which differs when it has to leave again. */
    public String emitted(Instant at) {
        return json.substring(0, json.length() - 1) + ",\"emittedAt\":\"" + at + "\"}";
    }
}
