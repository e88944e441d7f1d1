package io.facestream.job.sink;

import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Kafka's exactly-once sink, which also says what is lost. When Kafka has given up a transaction before its commit, the connector writes
 * a log line and goes on; here each transaction carries the number of its records, and {@link CountedCommitter} raises the alert.
 */
final class CountedKafkaSink<T>
        implements Sink<T>,
                SupportsWriterState<T, KafkaWriterState>,
                SupportsCommitter<CountedCommittable>,
                SupportsPostCommitTopology<CountedCommittable> {
    private static final long serialVersionUID = 1L;

    private final KafkaSink<T> sink;
    private final KafkaAddress topic;

    /**
     * @param sink with the guarantee {@code EXACTLY_ONCE}
     * @param topic that it writes
     */
    CountedKafkaSink(KafkaSink<T> sink, KafkaAddress topic) {
        this.sink = sink;
        this.topic = topic;
    }

    @Override
    public CountedWriter<T> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public CountedWriter<T> restoreWriter(WriterInitContext context, Collection<KafkaWriterState> state)
            throws IOException {
        return new CountedWriter<>(writer(sink, context, state));
    }

    /** The connector's own class of writers is not public. */
    @SuppressWarnings("unchecked")
    private static <T, W extends StatefulSinkWriter<T, KafkaWriterState> & CommittingSinkWriter<T, KafkaCommittable>>
            W writer(
                    SupportsWriterState<T, KafkaWriterState> sink,
                    WriterInitContext context,
                    Collection<KafkaWriterState> state)
                    throws IOException {
        return (W) sink.restoreWriter(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<CountedCommittable> createCommitter(CommitterInitContext context) throws IOException {
        return new CountedCommitter(sink.createCommitter(context), topic, context.metricGroup());
    }

    @Override
    public SimpleVersionedSerializer<CountedCommittable> getCommittableSerializer() {
        return new CountedCommittable.Codec(sink.getCommittableSerializer());
    }

    /** The connector keeps writer and committer of a subtask in one process; it looks at the topology only, not at the records. */
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public void addPostCommitTopology(DataStream<CommittableMessage<CountedCommittable>> committed) {
        sink.addPostCommitTopology((DataStream) committed);
    }

    /** Counts the records of each transaction. */
    static final class CountedWriter<T>
            implements StatefulSinkWriter<T, KafkaWriterState>, CommittingSinkWriter<T, CountedCommittable> {
        private final StatefulSinkWriter<T, KafkaWriterState> writer;
        private final CommittingSinkWriter<T, KafkaCommittable> committing;
        private long records;

        <W extends StatefulSinkWriter<T, KafkaWriterState> & CommittingSinkWriter<T, KafkaCommittable>> CountedWriter(
                W writer) {
            this.writer = writer;
            this.committing = writer;
        }

        @Override
        public void write(T thing, Context context) throws IOException, InterruptedException {
            writer.write(thing, context);
            records++;
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            writer.flush(endOfInput);
        }

        @Override
        public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
            writer.writeWatermark(watermark);
        }

        @Override
        public Collection<CountedCommittable> prepareCommit() throws IOException, InterruptedException {
            Collection<CountedCommittable> counted = new ArrayList<>();
            for (KafkaCommittable transaction : committing.prepareCommit()) {
                counted.add(new CountedCommittable(transaction, records));
                records = 0;
            }
            return counted;
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
            return writer.snapshotState(checkpointId);
        }

        @Override
        public void close() throws Exception {
            writer.close();
        }
    }
}
