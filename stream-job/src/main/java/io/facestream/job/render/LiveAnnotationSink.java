package io.facestream.job.render;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Brings annotations, as lines of JSON, to the live recordings of a run in this process.
 */
public final class LiveAnnotationSink implements Sink<String> {
    private static final long serialVersionUID = 1L;

    private final String run;

    /** @param run name of the run, as given to {@link LiveVideo#open} */
    public LiveAnnotationSink(String run) {
        this.run = run;
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        return new Writer(run);
    }

    private record Writer(String run) implements SinkWriter<String> {
        @Override
        public void write(String line, Context context) {
            Annotation annotation = AnnotationJson.read(line);
            LiveVideo.find(run, annotation.cameraId()).ifPresent(video -> video.annotate(annotation));
        }

        @Override
        public void flush(boolean endOfInput) {
            // Written at once.
        }

        @Override
        public void close() {
            // The recordings outlive the sink.
        }
    }
}
