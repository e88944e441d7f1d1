package io.facestream.job.embed;

import io.facestream.job.model.ModelChoice;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelCard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Chooses how crops reach the model. On a CPU each slot calls the shared session on its own thread, because batches gain nothing there. On
 * a GPU one micro-batcher a JVM serves all slots.
 */
public final class EmbeddingServices {
    private static final int MAX_BATCH = 32;
    private static final long MAX_WAIT_MILLIS = 10;
    private static final Map<String, SharedBatcher> BATCHERS = new HashMap<>();

    private EmbeddingServices() {}

    /** The operator that embeds with this model on this device. */
    public static EmbedOperatorFactory operator(ModelChoice models, Device device, ModelCard card) {
        String name = device.toString();
        return new EmbedOperatorFactory(() -> open(models, Device.parse(name)), (float) card.normGate());
    }

    /**
     * The operator with another way from crops to vectors in the place of a model.
     *
     * @param vectors at once, on the caller's thread; one a crop, in their order
     */
    public static EmbedOperatorFactory operator(
            SerializableFunction<List<byte[]>, List<Embedding>> vectors, ModelCard card) {
        return new EmbedOperatorFactory(() -> new Given(vectors), (float) card.normGate());
    }

    private record Given(SerializableFunction<List<byte[]>, List<Embedding>> vectors) implements EmbeddingService {
        @Override
        public CompletableFuture<List<Embedding>> embed(List<byte[]> crops) {
            return CompletableFuture.completedFuture(vectors.apply(crops));
        }

        @Override
        public void close() {}
    }

    private static EmbeddingService open(ModelChoice models, Device device) {
        FaceEmbedder embedder = FaceEmbedder.open(models.open(), device);
        if (!embedder.provider().startsWith("cuda")) {
            return new OnCallersThread(embedder);
        }
        String key = models.fileOrFolder() + "|" + device;
        synchronized (BATCHERS) {
            SharedBatcher batcher = BATCHERS.get(key);
            if (batcher == null) {
                batcher = new SharedBatcher(key, embedder);
                BATCHERS.put(key, batcher);
            } else {
                embedder.close();
            }
            batcher.users++;
            return batcher;
        }
    }

    /** One thread, one call at a time: the slot's own. */
    private record OnCallersThread(FaceEmbedder embedder) implements EmbeddingService {
        @Override
        public CompletableFuture<List<Embedding>> embed(List<byte[]> crops) {
            return CompletableFuture.completedFuture(embedder.embed(crops));
        }

        @Override
        public void close() {
            embedder.close();
        }
    }

    /** The batcher that all slots of this JVM use; the last one to leave closes it. */
    private static final class SharedBatcher implements EmbeddingService {
        private final String key;
        private final FaceEmbedder embedder;
        private final MicroBatcher batcher;
        private int users;

        SharedBatcher(String key, FaceEmbedder embedder) {
            this.key = key;
            this.embedder = embedder;
            this.batcher = new MicroBatcher(embedder::embed, MAX_BATCH, MAX_WAIT_MILLIS);
        }

        @Override
        public CompletableFuture<List<Embedding>> embed(List<byte[]> crops) {
            return batcher.embed(crops);
        }

        @Override
        public void flush() {
            batcher.flush();
        }

        @Override
        public void close() {
            synchronized (BATCHERS) {
                if (--users > 0) {
                    return;
                }
                BATCHERS.remove(key);
            }
            batcher.close();
            embedder.close();
        }
    }
}
