package io.facestream.job.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Refuses to go on from a checkpoint or savepoint that is older than Kafka keeps its transactions: events that were written but not yet
 * committed when it was taken have been given up since.
 */
public final class RestoreAge {
    private static final String METADATA = "_metadata";

    private RestoreAge() {}

    /**
     * @param savepoint folder of a checkpoint or savepoint, or its metadata file, as a path or URI
     * @param transactionTimeout of the job that goes on from it
     * @param acceptLoss whether to go on all the same
     * @throws IllegalArgumentException when it is too old, or is none
     */
    public static void check(String savepoint, Duration transactionTimeout, boolean acceptLoss) throws IOException {
        check(savepoint, transactionTimeout, acceptLoss, Instant.now());
    }

    static void check(String savepoint, Duration transactionTimeout, boolean acceptLoss, Instant now)
            throws IOException {
        Duration age = Duration.between(takenAt(savepoint), now);
        if (age.compareTo(transactionTimeout) > 0 && !acceptLoss) {
            throw new IllegalArgumentException("from-savepoint: " + savepoint + " is " + age.toMinutes()
                    + " min old (expected: younger than transaction-timeout, " + transactionTimeout.toMinutes()
                    + " min; Kafka has given up what was not committed then, --accept-loss goes on without it; of a job"
                    + " that was stopped with this savepoint all is committed and nothing is lost)");
        }
    }

    private static Instant takenAt(String savepoint) throws IOException {
        Path metadata = metadata(savepoint);
        return Instant.ofEpochMilli(
                metadata.getFileSystem().getFileStatus(metadata).getModificationTime());
    }

    /** The file that describes a checkpoint or savepoint. */
    static Path metadata(String savepoint) throws IOException {
        Path path = new Path(savepoint);
        FileSystem files = path.getFileSystem();
        Path metadata = path.getName().equals(METADATA) ? path : new Path(path, METADATA);
        if (!files.exists(metadata)) {
            throw new IllegalArgumentException("from-savepoint: " + savepoint
                    + " (expected: the folder of a checkpoint or savepoint, with a file " + METADATA + ")");
        }
        return metadata;
    }
}
