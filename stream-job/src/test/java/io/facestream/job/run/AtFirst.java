package io.facestream.job.run;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Does something when the first event of a type is said. */
final class AtFirst implements Sink<String> {
    private static final long serialVersionUID = 1L;

    private static final AtomicReference<Runnable> ACTION = new AtomicReference<>();
    private static volatile String type = "";

    /** To be called before the run. */
    static void of(String eventType, Runnable action) {
        type = '"' + eventType + '"';
        ACTION.set(action);
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(String line, Context at) {
                if (line.contains(type)) {
                    Runnable action = ACTION.getAndSet(null);
                    if (action != null) {
                        action.run();
                    }
                }
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
