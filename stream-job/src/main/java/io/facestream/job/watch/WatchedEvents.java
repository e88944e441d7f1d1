package io.facestream.job.watch;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Brings events, as lines of JSON, to the view of a run in this process, at once and not only when they are committed. */
public final class WatchedEvents implements Sink<String> {
    private static final long serialVersionUID = 1L;

    private final String run;

    public WatchedEvents(String run) {
        this.run = run;
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        return new Writer(run);
    }

    private record Writer(String run) implements SinkWriter<String> {
        @Override
        public void write(String line, Context context) {
            RunView.find(run).ifPresent(view -> view.event(line));
        }

        @Override
        public void flush(boolean endOfInput) {
            // Told at once.
        }

        @Override
        public void close() {
            // The view outlives the sink.
        }
    }
}
