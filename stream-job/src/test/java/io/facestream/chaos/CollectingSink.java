package io.facestream.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps the ids of all events in this process; it has no state that a savepoint could hold. */
final class CollectingSink implements Sink<String> {
    private static final long serialVersionUID = 1L;
    private static final List<String> IDS = new ArrayList<>();

    /** Forgets what came so far. */
    static void clear() {
        synchronized (IDS) {
            IDS.clear();
        }
    }

    static List<String> ids() {
        synchronized (IDS) {
            return List.copyOf(IDS);
        }
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(String line, Context element) throws IOException {
                String id = EventIds.of(line);
                synchronized (IDS) {
                    IDS.add(id);
                }
            }

            @Override
            public void flush(boolean endOfInput) {
                // Kept at once.
            }

            @Override
            public void close() {
                // The ids stay for the test.
            }
        };
    }
}
