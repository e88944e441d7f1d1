package io.facestream.job.watch;

import io.facestream.job.render.AnnotationJson;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Brings what leaves the job, as lines of JSON, to the view of a run in this process, at once and not only when it is committed. */
public final class ViewSink implements Sink<String> {
    private static final long serialVersionUID = 1L;

    /** What the lines are. */
    public enum Kind {
        EVENTS,
        ANNOTATIONS
    }

    private final String run;
    private final Kind kind;

    public ViewSink(String run, Kind kind) {
        this.run = run;
        this.kind = kind;
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        return new Writer(run, kind);
    }

    private record Writer(String run, Kind kind) implements SinkWriter<String> {
        @Override
        public void write(String line, Context context) {
            RunView.find(run).ifPresent(view -> {
                if (kind == Kind.EVENTS) {
                    view.event(line);
                } else {
                    view.annotate(AnnotationJson.read(line));
                }
            });
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
