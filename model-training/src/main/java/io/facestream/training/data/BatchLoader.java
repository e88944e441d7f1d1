package io.facestream.training.data;

import static java.util.Objects.requireNonNull;

import io.facestream.training.TrainingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Makes the batches of a training ahead of the step that takes them, epoch after epoch without end.
 *
 * <p>An epoch's order depends on the seed and the epoch alone, and what happens to a picture on the seed, the epoch and the picture: the
 * number of threads changes nothing, and a loader that begins at a later step gives what an unbroken one gives from there on. What is left
 * when an epoch's pictures are divided into whole batches is left out of that epoch; of fewer pictures than one batch, all are the batch.
 *
 * <p>In an unreadable picture's place comes the first readable one from half an epoch further on, so that every batch is full and no
 * other place of any batch depends on what could be read.
 *
 * <p>{@link #next} and {@link #giveBack} are called by one thread. Closing the loader leaves the set open.
 */
public final class BatchLoader implements AutoCloseable {
    private static final long ORDER = 1;
    private static final long VARIATION = 2;

    private final PictureSet set;
    private final int[] pictures;
    private final int[] classOf;
    private final int batch;
    private final long seed;
    private final ThreadLocal<Augmenter> augmenters;
    private final ExecutorService workers;
    private final Deque<Future<Batch>> ahead = new ArrayDeque<>();
    private final Deque<float[]> spare = new ConcurrentLinkedDeque<>();
    private final Map<Integer, String> refused = new ConcurrentHashMap<>();
    private long nextStep;
    private long waitedNanos;
    private volatile Epoch latest;
    private volatile boolean closed;

    private record Epoch(long number, int[] order) {}

    /**
     * Begins to make batches.
     *
     * @param pictures which of the set to take, by their indices there
     * @param classOf the class of each of {@code pictures}, in the same order
     * @param batch pictures a batch
     * @param threads that make batches; twice as many batches, and one, are held ready
     * @param fromStep the step of the first batch, counted from 0 over all epochs
     */
    public BatchLoader(
            PictureSet set,
            int[] pictures,
            int[] classOf,
            int batch,
            long seed,
            Augmentation augmentation,
            InputForm form,
            int threads,
            long fromStep) {
        requireSettings(set, pictures, classOf, batch, augmentation, threads, fromStep);
        this.set = set;
        this.pictures = pictures.clone();
        this.classOf = classOf.clone();
        this.batch = Math.min(batch, pictures.length);
        this.seed = seed;
        this.augmenters = ThreadLocal.withInitial(() -> new Augmenter(set.side(), augmentation, form));
        this.nextStep = fromStep;
        this.latest = epoch(fromStep / stepsAnEpoch());
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "pictures");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < 2 * threads + 1; i++) {
            begin();
        }
    }

    private static void requireSettings(
            PictureSet set,
            int[] pictures,
            int[] classOf,
            int batch,
            Augmentation augmentation,
            int threads,
            long fromStep) {
        if (pictures.length == 0) {
            throw new TrainingException("pictures: 0 (expected: at least 1)");
        }
        if (classOf.length != pictures.length) {
            throw new IllegalArgumentException(
                    "classOf: " + classOf.length + " (expected: one for each of " + pictures.length + " pictures)");
        }
        if (batch < 1) {
            throw new TrainingException("batch: " + batch + " (expected: at least 1)");
        }
        if (threads < 1) {
            throw new TrainingException("threads: " + threads + " (expected: at least 1)");
        }
        if (fromStep < 0) {
            throw new IllegalArgumentException("fromStep: " + fromStep + " (expected: at least 0)");
        }
        if (augmentation.cropFrom() != 0 && augmentation.cropFrom() < set.side()) {
            throw new TrainingException("crop-from: " + augmentation.cropFrom() + " (expected: 0, or at least "
                    + set.side() + ", the pictures' side)");
        }
    }

    /**
     * The batch of the next step; waits for it where it is not ready.
     *
     * @throws TrainingException if no picture is readable
     */
    public Batch next() {
        long begin = System.nanoTime();
        try {
            Batch made =
                    requireNonNull(ahead.poll(), "a batch is always under way").get();
            begin();
            return made;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("interrupted while waiting for pictures", e);
        } finally {
            waitedNanos += System.nanoTime() - begin;
        }
    }

    /** Takes a batch back that nobody reads any more: its pixels are written over by a later one. What is not given back is garbage. */
    public void giveBack(Batch used) {
        if (used.pixels().length == pixelsABatch()) {
            spare.push(used.pixels());
        }
    }

    /** Steps in an epoch: whole batches, at least one. */
    public long stepsAnEpoch() {
        return pictures.length / batch;
    }

    /** How long {@link #next} has waited for pictures, in all. */
    public double waitedSeconds() {
        return waitedNanos / 1e9;
    }

    /** Pictures that could not be read so far, each once, with the reason; ordered by their place in the set. */
    public List<String> refused() {
        return refused.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private void begin() {
        long step = nextStep++;
        ahead.add(workers.submit(() -> make(step)));
    }

    private int pixelsABatch() {
        return batch * 3 * set.side() * set.side();
    }

    private Batch make(long step) {
        Epoch epoch = epochOf(step);
        int first = (int) (step % stepsAnEpoch()) * batch;
        float[] reused = spare.poll();
        float[] pixels = reused == null ? new float[pixelsABatch()] : reused;
        int[] labels = new int[batch];
        int[] taken = new int[batch];
        for (int i = 0; i < batch; i++) {
            if (closed) {
                throw new IllegalStateException("the loader is closed");
            }
            int place = put(epoch, first + i, pixels, i * 3 * set.side() * set.side());
            labels[i] = classOf[place];
            taken[i] = pictures[place];
        }
        return new Batch(step, (int) epoch.number(), pixels, labels, taken);
    }

    /** Puts the picture of one position of an epoch, or the one in its place; says which of {@link #pictures} it is. */
    private int put(Epoch epoch, int position, float[] pixels, int at) {
        int place = epoch.order()[position];
        for (int tries = 0; ; tries++) {
            int picture = pictures[place];
            if (!refused.containsKey(picture)) {
                try {
                    byte[] bgr = set.read(picture);
                    augmenters.get().put(bgr, Draws.of(seed, VARIATION, epoch.number(), picture), pixels, at);
                    return place;
                } catch (UnreadablePictureException e) {
                    refused.put(picture, String.valueOf(e.getMessage()));
                }
            }
            if (tries == pictures.length) {
                throw new TrainingException("none of " + pictures.length + " pictures is readable; the first: "
                        + refused().get(0));
            }
            place = epoch.order()[(int) (((long) position + pictures.length / 2 + tries) % pictures.length)];
        }
    }

    /** The order of a step's epoch; two threads at an epoch's turn may both make it, and make the same. */
    private Epoch epochOf(long step) {
        long number = step / stepsAnEpoch();
        Epoch known = latest;
        if (known.number() == number) {
            return known;
        }
        Epoch made = epoch(number);
        if (number > known.number()) {
            latest = made;
        }
        return made;
    }

    private Epoch epoch(long number) {
        return new Epoch(number, Draws.permutation(pictures.length, Draws.of(seed, ORDER, number)));
    }

    @Override
    public void close() {
        closed = true;
        // without an interrupt, which would close the file that a set reads from
        ahead.forEach(batch -> batch.cancel(false));
        workers.shutdown();
        try {
            // a picture that is being read must not be read from a closed set
            if (!workers.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("pictures are still being read after 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
