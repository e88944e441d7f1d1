package io.facestream.job.identify;

import io.facestream.facebank.FacebankException;
import io.facestream.job.facebank.BankChange;
import io.facestream.job.facebank.BankDigest;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.vision.threshold.MatchThresholds;
import io.facestream.vision.threshold.Threshold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a slot's indexes on a thread that all slots of the JVM share, so that recognition goes on with one version while the next is made.
 * A change costs the parts of the facebank that it touches; changes that come faster than indexes are made are made together.
 */
final class IndexBuilder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexBuilder.class);
    private static final ThreadPoolExecutor THREAD = thread();

    private final VectorOpener.Factory opener;
    private final MatchThresholds table;
    private final IdentifyOptions options;
    private final int dimension;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicReference<@Nullable FacebankIndex> ready = new AtomicReference<>();
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    // of the one thread
    private final PeopleCatalog catalog = new PeopleCatalog();
    private final GalleryParts parts = new GalleryParts();
    private final Set<String> touched = new HashSet<>();
    private final Newcomers newcomers = new Newcomers();
    private @Nullable VectorOpener vectors;
    private @Nullable BankChange latest;
    private long nowMillis;

    /** @param dimension of the model's embeddings */
    IndexBuilder(VectorOpener.Factory opener, MatchThresholds table, IdentifyOptions options, int dimension) {
        this.opener = opener;
        this.table = table;
        this.options = options;
        this.dimension = dimension;
    }

    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "facebank-index");
                    thread.setDaemon(true);
                    // not the loader of the job whose task happens to start it: that job ends, and closes it
                    thread.setContextClassLoader(IndexBuilder.class.getClassLoader());
                    return thread;
                });
        one.allowCoreThreadTimeOut(true); // a thread that lives on would keep the job's classes
        return one;
    }

    /**
     * Begins to make the index after a change.
     *
     * @param toTell of whom news are wanted
     */
    void submit(BankChange change, Collection<String> toTell) {
        enqueue(() -> {
            latest = change;
            nowMillis = change.atMillis();
            touched.addAll(catalog.apply(change));
            newcomers.note(toTell);
        });
    }

    /** News of those of whom they were wanted. */
    Newcomers newcomers() {
        return newcomers;
    }

    /** Begins to make the index that holds from a later time on, when somebody's time is over. */
    void expire(long atMillis) {
        enqueue(() -> nowMillis = atMillis);
    }

    /** Looks for keys that were not there; makes the index anew if there are others now. */
    void retryKeys() {
        THREAD.execute(() -> {
            if (!closed && latest != null && keysHaveChanged()) {
                parts.all().forEach(GalleryPart::retryWithoutKey);
                enqueue(() -> {});
            }
        });
    }

    private void enqueue(Runnable change) {
        queued.incrementAndGet();
        THREAD.execute(() -> {
            boolean last = queued.decrementAndGet() == 0;
            if (closed) {
                return;
            }
            try {
                change.run();
                if (last && latest != null) {
                    publish(make(latest));
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        });
    }

    /** The newest index that has been made since this was asked last; the caller closes it by {@link #release}. */
    @Nullable
    FacebankIndex takeReady() {
        if (failure != null) {
            throw new IllegalStateException("facebank: " + failure.getMessage(), failure);
        }
        return ready.get() == null ? null : ready.getAndSet(null);
    }

    /** Frees an index that is no longer used; not on the caller's thread. */
    void release(FacebankIndex index) {
        THREAD.execute(index::close);
    }

    /** Whether nothing is under way in this JVM. */
    static boolean idle() {
        return THREAD.getQueue().isEmpty() && THREAD.getActiveCount() == 0;
    }

    private VectorOpener vectors() {
        if (vectors == null) {
            vectors = opener.open();
        }
        return vectors;
    }

    private FacebankIndex make(BankChange change) {
        long began = System.nanoTime();
        touched.addAll(catalog.expired(nowMillis));
        parts.refresh(catalog, touched, vectors(), change.modelId(), dimension, nowMillis);
        touched.clear();
        if (anybodyWithoutKey() && keysHaveChanged()) {
            // A newcomer's key is on its topic before the commit: the version begins with everybody who is in it.
            parts.all().forEach(GalleryPart::retryWithoutKey);
            parts.refresh(catalog, touched, vectors(), change.modelId(), dimension, nowMillis);
        }
        newcomers.resolve(change.name(), change.modelId(), catalog, vectors(), dimension, nowMillis);
        List<GalleryBlock> blocks = new ArrayList<>();
        Set<String> ignored = catalog.ignored();
        long digest = BankDigest.mix(BankDigest.of(change.modelId()));
        int templates = 0;
        int withoutKey = 0;
        int refused = 0;
        for (GalleryPart part : parts.all()) {
            digest += part.digest();
            templates += part.templates();
            withoutKey += part.withoutKey();
            if (part.block() != null) {
                refused += part.block().refused();
                blocks.add(part.block().share());
            }
        }
        for (String personId : ignored) {
            digest += BankDigest.mix(~BankDigest.of(personId));
        }
        int people = blocks.stream().mapToInt(block -> block.gallery().people()).sum();
        FacebankIndex.Summary summary = new FacebankIndex.Summary(
                change.name(),
                change.modelId(),
                String.format(Locale.ROOT, "%016x", digest),
                templates,
                withoutKey,
                refused,
                catalog.nextExpiryMillis());
        FacebankIndex index = new FacebankIndex(
                summary,
                blocks,
                thresholds(people, change.settings().fpir()),
                change.settings().margin(),
                ignored);
        LOG.debug("facebank {}: index made in {} ms", change.name(), (System.nanoTime() - began) / 1_000_000);
        return index;
    }

    /** Looks for keys; where they cannot be read, there are those that were read before. */
    private boolean keysHaveChanged() {
        try {
            return vectors().refresh();
        } catch (FacebankException | KafkaException e) {
            LOG.warn("facebank: {}; going on with the keys that are there", e.getMessage());
            return false;
        }
    }

    private boolean anybodyWithoutKey() {
        return parts.all().stream().anyMatch(part -> part.withoutKey() > 0);
    }

    private float[] thresholds(int people, double ofTheFacebank) {
        double fpir = Double.isNaN(ofTheFacebank) ? options.fpir() : ofTheFacebank;
        float[] thresholds = new float[FacebankIndex.MAX_SHOTS + 1];
        for (int shots = 1; shots < thresholds.length; shots++) {
            Threshold threshold = table.at(fpir, Math.max(1, people), shots);
            thresholds[shots] = (float) threshold.value();
            if (shots == 1 && threshold.clamped() && people > 0) {
                LOG.warn(
                        "threshold: fpir {} with {} people lies beyond what was measured of this model; the nearest measured one is used",
                        fpir,
                        people);
            }
        }
        return thresholds;
    }

    private void publish(FacebankIndex index) {
        FacebankIndex unused = ready.getAndSet(index);
        if (unused != null) {
            unused.close();
        }
    }

    /** Frees everything, when what is under way is done. */
    @Override
    public void close() {
        closed = true;
        THREAD.execute(() -> {
            FacebankIndex unused = ready.getAndSet(null);
            if (unused != null) {
                unused.close();
            }
            parts.close();
            if (vectors != null) {
                vectors.close();
            }
        });
    }
}
