package io.facestream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.sink.JsonLinesSink.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest {
    @TempDir
    private Path folder;

    private Path file;
    private JsonLinesSink sink;

    @BeforeEach
    void open() {
        file = folder.resolve("deep/events.jsonl");
        sink = new JsonLinesSink(file);
    }

    @Test
    void aLineIsInTheFileOnlyOnceItIsCommitted() throws Exception {
        JsonLinesSink.LinesWriter writer = sink.createWriter(null);
        writer.write("a", null);
        Collection<Lines> first = writer.prepareCommit();
        writer.write("b", null);
        assertThat(file).doesNotExist();
        commit(first);
        assertThat(file).hasContent("a\n");
        commit(writer.prepareCommit());
        assertThat(file).hasContent("a\nb\n");
        assertThat(writer.prepareCommit()).isEmpty();
    }

    @Test
    void aCommitThatIsRepeatedAfterAFailureLeavesTheSameFile() throws Exception {
        JsonLinesSink.LinesWriter writer = sink.createWriter(null);
        writer.write("first é", null);
        Collection<Lines> first = writer.prepareCommit();
        writer.write("second", null);
        Collection<Lines> second = writer.prepareCommit();
        commit(first);
        commit(second);
        commit(first);
        commit(second);
        assertThat(file).hasContent("first é\nsecond\n");
    }

    @Test
    void aRestoredWriterGoesOnWhereTheCheckpointWas() throws Exception {
        JsonLinesSink.LinesWriter writer = sink.createWriter(null);
        writer.write("kept", null);
        commit(writer.prepareCommit());
        List<Long> state = writer.snapshotState(1);
        writer.write("lost with the machine", null);
        commit(writer.prepareCommit());

        JsonLinesSink.LinesWriter restored = (JsonLinesSink.LinesWriter) sink.restoreWriter(null, roundTrip(state));
        restored.write("written again", null);
        commit(restored.prepareCommit());
        assertThat(file).hasContent("kept\nwritten again\n");
    }

    @Test
    void committablesSurviveTheirCodec() throws Exception {
        Lines lines = new Lines(17, "x\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var codec = sink.getCommittableSerializer();
        Lines read = codec.deserialize(codec.getVersion(), codec.serialize(lines));
        assertThat(read.offset()).isEqualTo(17);
        assertThat(read.utf8()).isEqualTo(lines.utf8());
    }

    private List<Long> roundTrip(List<Long> state) throws Exception {
        var codec = sink.getWriterStateSerializer();
        List<Long> read = new ArrayList<>();
        for (Long offset : state) {
            read.add(codec.deserialize(codec.getVersion(), codec.serialize(offset)));
        }
        return read;
    }

    private void commit(Collection<Lines> lines) throws Exception {
        Files.createDirectories(folder);
        Collection<Committer.CommitRequest<Lines>> requests = new ArrayList<>();
        lines.forEach(committable -> requests.add(new Request(committable)));
        sink.createCommitter(null).commit(requests);
    }

    private record Request(Lines lines) implements Committer.CommitRequest<Lines> {
        @Override
        public Lines getCommittable() {
            return lines;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable t) {
            throw new AssertionError(t);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable t) {
            throw new AssertionError(t);
        }

        @Override
        public void retryLater() {
            throw new AssertionError("retry");
        }

        @Override
        public void updateAndRetryLater(Lines committable) {
            throw new AssertionError("retry");
        }

        @Override
        public void signalAlreadyCommitted() {
            throw new AssertionError("already committed");
        }
    }
}
