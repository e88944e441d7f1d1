package io.facestream.job.frames;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that counts how often the job was started: one attempt more than it was restarted. */
final class AttemptCountingSink implements Sink<String> {
    private static final long serialVersionUID = 1L;

    static final AtomicInteger ATTEMPTS = new AtomicInteger();

    static AttemptCountingSink create() {
        ATTEMPTS.set(0);
        return new AttemptCountingSink();
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        ATTEMPTS.incrementAndGet();
        return new SinkWriter<>() {
            @Override
            public void write(String line, Context at) {}

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
