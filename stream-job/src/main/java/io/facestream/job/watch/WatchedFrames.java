package io.facestream.job.watch;

import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.render.AnnotationJson;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Brings what was found in frames, and what they counted, to the view of a run in this process; after a restart of the job some may be
 * counted again.
 */
public final class WatchedFrames implements Sink<IdentifiedFrame> {
    private static final long serialVersionUID = 1L;

    private final String run;

    public WatchedFrames(String run) {
        this.run = run;
    }

    @Override
    public SinkWriter<IdentifiedFrame> createWriter(WriterInitContext context) {
        return new Writer(run);
    }

    private record Writer(String run) implements SinkWriter<IdentifiedFrame> {
        @Override
        public void write(IdentifiedFrame frame, Context context) {
            RunView.find(run).ifPresent(view -> {
                if (!frame.counts().isEmpty()) {
                    view.count(frame.cameraId(), frame.counts());
                }
                if (frame.kind() == ObservationKind.FRAME) {
                    view.annotate(AnnotationJson.of(frame));
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
