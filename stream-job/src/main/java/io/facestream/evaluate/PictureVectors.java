package io.facestream.evaluate;

import io.facestream.evaluate.PictureVector.Refusal;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The faces of many pictures as vectors of one model, one picture each, in the order in which they were asked for. Immutable. */
public final class PictureVectors {
    /** Pictures that a thread takes at once, which is also its largest batch. */
    static final int AT_ONCE = 16;

    /**
     * How pictures are read.
     *
     * @param flip whether a vector is that of the face and its mirror image together
     * @param minFaceHeight smallest face that must be found, in pixels
     * @param threads that read, find and embed at the same time
     */
    public record Reading(FaceChoice choice, boolean flip, float minFaceHeight, int threads) {
        public Reading {
            if (threads < 1) {
                throw new IllegalArgumentException("threads: " + threads + " (expected: at least 1)");
            }
        }

        /** On all cores, faces from 32 pixels. */
        public static Reading of(FaceChoice choice) {
            return new Reading(choice, false, 32, Runtime.getRuntime().availableProcessors());
        }

        /** The same with or without the mirror image. */
        public Reading withFlip(boolean with) {
            return new Reading(choice, with, minFaceHeight, threads);
        }
    }

    private final String modelId;
    private final List<PictureVector> vectors;

    private PictureVectors(String modelId, List<PictureVector> vectors) {
        this.modelId = modelId;
        this.vectors = List.copyOf(vectors);
    }

    /**
     * Reads pictures.
     *
     * @param progress told how many pictures are done, from any thread
     */
    public static PictureVectors read(
            List<? extends PictureSource> pictures,
            ModelPack pack,
            Device device,
            Reading reading,
            IntConsumer progress)
            throws InterruptedException {
        @Nullable PictureVector[] results = new PictureVector[pictures.size()];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(reading.threads(), work -> {
            Thread thread = new Thread(work, "picture-vectors");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < reading.threads(); i++) {
                ends.add(workers.submit(() -> {
                    try (VectorReader reader = new VectorReader(pack, device, reading)) {
                        for (int at = next.getAndAdd(AT_ONCE); at < results.length; at = next.getAndAdd(AT_ONCE)) {
                            int end = Math.min(results.length, at + AT_ONCE);
                            reader.read(pictures.subList(at, end), results, at);
                            progress.accept(done.addAndGet(end - at));
                        }
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
        List<PictureVector> vectors = new ArrayList<>(results.length);
        for (PictureVector result : results) {
            vectors.add(Objects.requireNonNull(result));
        }
        return new PictureVectors(pack.embedding().card().id(), vectors);
    }

    /** The model that made them; vectors of two models are never compared. */
    public String modelId() {
        return modelId;
    }

    /** One a picture, in the order asked for. */
    public List<PictureVector> all() {
        return vectors;
    }

    /** Those with a vector. */
    public List<PictureVector> found() {
        return vectors.stream().filter(vector -> vector.refusal() == null).toList();
    }

    /** Those without. */
    public List<PictureVector> refused() {
        return vectors.stream().filter(vector -> vector.refusal() != null).toList();
    }

    /** How many were refused, by reason. */
    public Map<Refusal, Integer> refusals() {
        Map<Refusal, Integer> counts = new EnumMap<>(Refusal.class);
        for (PictureVector vector : vectors) {
            if (vector.refusal() != null) {
                counts.merge(vector.refusal(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
