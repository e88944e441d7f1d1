package io.facestream.job.run;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Breaks once, at the next checkpoint after it was told to. */
public final class FailingOnCommandSink implements Sink<String> {
    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean FAIL = new AtomicBoolean();

    public static FailingOnCommandSink create() {
        FAIL.set(false);
        return new FailingOnCommandSink();
    }

    public static void fail() {
        FAIL.set(true);
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(String line, Context at) {}

            @Override
            public void flush(boolean endOfInput) {
                if (FAIL.compareAndSet(true, false)) {
                    throw new IllegalStateException("broken on purpose");
                }
            }

            @Override
            public void close() {}
        };
    }
}
