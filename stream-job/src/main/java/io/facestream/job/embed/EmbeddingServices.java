package io.facestream.job.embed;

import io.facestream.job.metrics.ModelFigures;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelCard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Chooses how crops reach the model. On a CPU each slot calls the shared session on its own thread, because batches gain nothing there. On
 * a GPU one micro-batcher a JVM serves all slots.
 */
public final class EmbeddingServices {
    private static final String MODEL = "embed";
    private static final int MAX_BATCH = 32;
    private static final long MAX_WAIT_MILLIS = 10;
    private static final Map<String, SharedBatcher> BATCHERS = new HashMap<>();

    private EmbeddingServices() {}

    /** The operator that embeds with this model on this device. */
    public static EmbedOperatorFactory operator(ModelChoice models, Device device, ModelCard card) {
        String name = device.toString();
        return new EmbedOperatorFactory(() -> open(models, Device.parse(name)), (float) card.normGate());
    }

    /** The operator that embeds each shot with two models; the second one's vectors stay beside the first one's. */
    public static EmbedOperatorFactory operator(
            ModelChoice models, Device device, ModelCard card, ModelChoice shadow, ModelCard shadowCard) {
        String name = device.toString();
        return operator(models, device, card)
                .beside(() -> open(shadow, Device.parse(name)), (float) shadowCard.normGate());
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
            return new OnCallersThread(embedder, device, new ModelFigures());
        }
        String key = models + "|" + device;
        synchronized (BATCHERS) {
            SharedBatcher batcher = BATCHERS.get(key);
            if (batcher == null) {
                batcher = new SharedBatcher(key, embedder, device);
                BATCHERS.put(key, batcher);
            } else {
                embedder.close();
            }
            batcher.users++;
            return batcher;
        }
    }

    /** One thread, one call at a time: the slot's own. */
    private record OnCallersThread(FaceEmbedder embedder, Device asked, ModelFigures figures)
            implements EmbeddingService {
        @Override
        public CompletableFuture<List<Embedding>> embed(List<byte[]> crops) {
            return CompletableFuture.completedFuture(embedded(embedder, crops, figures));
        }

        @Override
        public void register(MetricGroup operator) {
            show(operator, figures, asked, embedder);
        }

        @Override
        public void close() {
            embedder.close();
        }
    }

    private static List<Embedding> embedded(FaceEmbedder embedder, List<byte[]> crops, ModelFigures figures) {
        long began = System.nanoTime();
        List<Embedding> embeddings = embedder.embed(crops);
        figures.called(began, crops.size());
        return embeddings;
    }

    private static void show(MetricGroup operator, ModelFigures figures, Device asked, FaceEmbedder embedder) {
        figures.registerTime(operator, MODEL);
        figures.registerBatches(operator, MODEL);
        ModelFigures.registerProvider(operator, MODEL, asked.toString(), embedder.provider());
    }

    /** The batcher that all slots of this JVM use; the last one to leave closes it. */
    private static final class SharedBatcher implements EmbeddingService {
        private final String key;
        private final FaceEmbedder embedder;
        private final Device asked;
        private final ModelFigures figures = new ModelFigures();
        private final MicroBatcher batcher;
        private int users;

        SharedBatcher(String key, FaceEmbedder embedder, Device asked) {
            this.key = key;
            this.embedder = embedder;
            this.asked = asked;
            this.batcher = new MicroBatcher(crops -> embedded(embedder, crops, figures), MAX_BATCH, MAX_WAIT_MILLIS);
        }

        @Override
        public void register(MetricGroup operator) {
            show(operator, figures, asked, embedder);
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
