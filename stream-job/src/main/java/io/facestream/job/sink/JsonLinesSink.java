package io.facestream.job.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Appends lines of text to one file, exactly once: a line is in the file when the checkpoint behind it has been committed, and only then.
 * It runs with parallelism 1.
 *
 * <p>Each committable names the offset at which its bytes belong. Committing it cuts the file at that offset and writes them, so that a
 * commit that is repeated after a failure leaves the same file.
 */
public final class JsonLinesSink
        implements Sink<String>, SupportsWriterState<String, Long>, SupportsCommitter<JsonLinesSink.Lines> {
    private static final long serialVersionUID = 1L;

    /** Bytes that belong at an offset of the file. */
    public record Lines(long offset, byte[] utf8) {}

    private final String path;
    private final boolean keepsWhatIsThere;

    /** Begins the file anew with a run. */
    public JsonLinesSink(Path path) {
        this(path, false);
    }

    private JsonLinesSink(Path path, boolean keepsWhatIsThere) {
        this.path = path.toString();
        this.keepsWhatIsThere = keepsWhatIsThere;
    }

    /** Goes on behind what earlier runs have left in the file. */
    public static JsonLinesSink appendingTo(Path path) {
        return new JsonLinesSink(path, true);
    }

    @Override
    public LinesWriter createWriter(WriterInitContext context) throws IOException {
        Path file = Path.of(path);
        // Without state nothing of this run is in the file yet, however often the run has begun.
        return new LinesWriter(keepsWhatIsThere && Files.exists(file) ? Files.size(file) : 0);
    }

    @Override
    public StatefulSinkWriter<String, Long> restoreWriter(WriterInitContext context, Collection<Long> offsets) {
        return new LinesWriter(offsets.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    @Override
    public SimpleVersionedSerializer<Long> getWriterStateSerializer() {
        return new OffsetCodec();
    }

    @Override
    public Committer<Lines> createCommitter(CommitterInitContext context) {
        return new LinesCommitter(Path.of(path));
    }

    @Override
    public SimpleVersionedSerializer<Lines> getCommittableSerializer() {
        return new LinesCodec();
    }

    /** Collects lines until the next checkpoint. */
    public static final class LinesWriter
            implements StatefulSinkWriter<String, Long>, CommittingSinkWriter<String, Lines> {
        private final StringBuilder pending = new StringBuilder();
        private long offset;

        LinesWriter(long offset) {
            this.offset = offset;
        }

        @Override
        public void write(String line, Context context) {
            pending.append(line).append('\n');
        }

        @Override
        public void flush(boolean endOfInput) {
            // Lines leave with the next checkpoint only: prepareCommit.
        }

        @Override
        public Collection<Lines> prepareCommit() {
            if (pending.isEmpty()) {
                return List.of();
            }
            Lines lines = new Lines(offset, pending.toString().getBytes(StandardCharsets.UTF_8));
            offset += lines.utf8().length;
            pending.setLength(0);
            return List.of(lines);
        }

        @Override
        public List<Long> snapshotState(long checkpointId) {
            return List.of(offset);
        }

        @Override
        public void close() {}
    }

    /** Puts committed lines into the file. */
    record LinesCommitter(Path path) implements Committer<Lines> {
        @Override
        public void commit(Collection<CommitRequest<Lines>> requests) throws IOException {
            for (CommitRequest<Lines> request : requests) {
                Lines lines = request.getCommittable();
                Files.createDirectories(path.toAbsolutePath().getParent());
                try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    file.truncate(lines.offset());
                    ByteBuffer bytes = ByteBuffer.wrap(lines.utf8());
                    for (long at = lines.offset(); bytes.hasRemaining(); ) {
                        at += file.write(bytes, at);
                    }
                    file.force(false);
                }
            }
        }

        @Override
        public void close() {}
    }

    static final class OffsetCodec implements SimpleVersionedSerializer<Long> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Long offset) {
            return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
        }

        @Override
        public Long deserialize(int version, byte[] bytes) {
            return ByteBuffer.wrap(bytes).getLong();
        }
    }

    static final class LinesCodec implements SimpleVersionedSerializer<Lines> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Lines lines) {
            return ByteBuffer.allocate(Long.BYTES + lines.utf8().length)
                    .putLong(lines.offset())
                    .put(lines.utf8())
                    .array();
        }

        @Override
        public Lines deserialize(int version, byte[] bytes) {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            long offset = from.getLong();
            byte[] utf8 = new byte[from.remaining()];
            from.get(utf8);
            return new Lines(offset, utf8);
        }
    }
}
