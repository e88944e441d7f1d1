package io.facestream.job.crop;

import io.facestream.facebank.crypt.MasterKey;
import io.facestream.job.crop.CropShelf.Crop;
import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.metrics.JobMetric;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** Keeps the best crop of each visit that an event goes out about. It is to be chained behind the visits. */
public final class CropSink implements Sink<IdentityEvent> {
    private static final long serialVersionUID = 1L;

    /** After a decision: before it, it might be somebody who is ignored. */
    private static final Set<EventType> DECIDED =
            EnumSet.of(EventType.IDENTIFIED, EventType.UNKNOWN, EventType.CHANGED, EventType.LEFT);

    private final CropsOptions options;

    public CropSink(CropsOptions options) {
        this.options = options;
    }

    @Override
    public SinkWriter<IdentityEvent> createWriter(WriterInitContext context) {
        MasterKey key = MasterKey.require(options.keyFile().isEmpty() ? null : Path.of(options.keyFile()));
        return new Writer(
                CropShelf.acquire(options.folder()),
                new CropWriter(new CropFolder(Path.of(options.folder())), key, options.expire()),
                JobMetric.CROPS_WRITTEN.counter(context.metricGroup()),
                JobMetric.CROPS_FAILED.counter(context.metricGroup()),
                JobMetric.CROPS_DROPPED.counter(context.metricGroup()));
    }

    private static final class Writer implements SinkWriter<IdentityEvent> {
        private final CropShelf shelf;
        private final CropWriter writer;
        private final Counter written;
        private final Counter failed;
        private final Counter dropped;
        private final Map<String, Float> kept = new HashMap<>();

        Writer(CropShelf shelf, CropWriter writer, Counter written, Counter failed, Counter dropped) {
            this.shelf = shelf;
            this.writer = writer;
            this.written = written;
            this.failed = failed;
            this.dropped = dropped;
        }

        @Override
        public void write(IdentityEvent event, @Nullable Context context) {
            if (!DECIDED.contains(event.type()) || event.visitId().isEmpty()) {
                return;
            }
            Optional<Crop> crop = shelf.best(event.trackId());
            if (crop.isPresent() && crop.get().quality() > kept.getOrDefault(event.visitId(), 0f)) {
                if (writer.offer(event.visitId(), crop.get(), this::count)) {
                    kept.put(event.visitId(), crop.get().quality());
                } else {
                    dropped.inc();
                }
            }
            if (event.type() == EventType.LEFT) {
                kept.remove(event.visitId());
                shelf.forget(event.trackId());
            }
        }

        private void count(int one) {
            written.inc(one);
            failed.inc(1 - one);
        }

        @Override
        public void flush(boolean endOfInput) throws InterruptedException {
            if (endOfInput) {
                writer.drain();
            }
        }

        @Override
        public void close() throws InterruptedException {
            writer.close();
            shelf.close();
        }
    }
}
