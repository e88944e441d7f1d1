package io.facestream.job.run;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that breaks the job at its n-th event, once. */
final class FailingOnceSink implements Sink<String> {
    private static final long serialVersionUID = 1L;

    static final AtomicInteger LEFT = new AtomicInteger();

    static FailingOnceSink atEvent(int n) {
        LEFT.set(n);
        return new FailingOnceSink();
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(String line, Context at) {
                if (LEFT.decrementAndGet() == 0) {
                    throw new IllegalStateException("broken on purpose");
                }
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
