package io.facestream.job.identify;

import io.facestream.facebank.FacebankException;
import io.facestream.job.facebank.BankChange;
import io.facestream.job.facebank.VectorOpener;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a slot's indexes on a thread that all slots of the JVM share, so that recognition goes on with one version while the next is made.
 * Those of the job's two models, where it has two, are made and given together.
 * A change costs the parts of the facebank that it touches; changes that come faster than indexes are made are made together.
 */
final class IndexBuilder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexBuilder.class);
    private static final ThreadPoolExecutor THREAD = thread();

    private final VectorOpener.Factory opener;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicReference<@Nullable FacebankIndexes> ready = new AtomicReference<>();
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    // of the one thread
    private final IndexMaker main;
    private final @Nullable IndexMaker shadow;
    private final Newcomers newcomers = new Newcomers();
    private @Nullable VectorOpener vectors;
    private long nowMillis;

    /** @param shadow the job's second model; null for none */
    IndexBuilder(VectorOpener.Factory opener, SearchModel main, @Nullable SearchModel shadow, IdentifyOptions options) {
        this.opener = opener;
        this.main = new IndexMaker(main, options);
        this.shadow = shadow == null ? null : new IndexMaker(shadow, options);
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
     * Begins to make the indexes after a change, which both models have at once.
     *
     * @param change null if there is none for the first model
     * @param shadowChange null if there is none for the second one
     * @param toTell of whom news are wanted
     */
    void submit(@Nullable BankChange change, @Nullable BankChange shadowChange, Collection<String> toTell) {
        enqueue(() -> {
            if (change != null) {
                nowMillis = change.atMillis();
                main.take(change);
            }
            if (shadowChange != null && shadow != null) {
                shadow.take(shadowChange);
            }
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
            if (!closed && main.latest() != null && keysHaveChanged()) {
                makers().forEach(IndexMaker::retryWithoutKey);
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
                if (last && isComplete()) {
                    publish(make());
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        });
    }

    /** The makers whose templates are known. */
    private List<IndexMaker> makers() {
        return Stream.of(main, shadow)
                .flatMap(Stream::ofNullable)
                .filter(maker -> maker.latest() != null)
                .toList();
    }

    /** A version in which the second model is in force is nothing without that model's templates. */
    private boolean isComplete() {
        BankChange latest = main.latest();
        return latest != null
                && (shadow == null
                        || shadow.latest() != null
                        || !latest.inForce().equals(shadow.model().modelId()));
    }

    /** The newest indexes that have been made since this was asked last; the caller closes them by {@link #release}. */
    @Nullable
    FacebankIndexes takeReady() {
        if (failure != null) {
            throw new IllegalStateException("facebank: " + failure.getMessage(), failure);
        }
        return ready.get() == null ? null : ready.getAndSet(null);
    }

    /** Frees indexes that are no longer used; not on the caller's thread. */
    void release(FacebankIndexes indexes) {
        THREAD.execute(indexes::close);
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

    private FacebankIndexes make() {
        long began = System.nanoTime();
        List<IndexMaker> makers = makers();
        makers.forEach(maker -> maker.refresh(vectors(), nowMillis));
        if (makers.stream().anyMatch(IndexMaker::anybodyWithoutKey) && keysHaveChanged()) {
            // A newcomer's key is on its topic before the commit: the version begins with everybody who is in it.
            makers.forEach(IndexMaker::retryWithoutKey);
            makers.forEach(maker -> maker.refresh(vectors(), nowMillis));
        }
        BankChange change = Objects.requireNonNull(main.latest(), "a version");
        BankChange shadowChange = shadow == null ? null : shadow.latest();
        FacebankIndexes indexes = new FacebankIndexes(
                main.make(change),
                shadow == null || shadowChange == null ? null : shadow.make(shadowChange),
                change.inForce(),
                enrolledOnce(shadowChange == null ? null : shadow));
        IndexMaker deciding = shadow != null && indexes.shadowInForce() ? shadow : main;
        newcomers.resolve(change.name(), deciding.model(), deciding.catalog(), vectors(), nowMillis);
        LOG.debug("facebank {}: index made in {} ms", change.name(), (System.nanoTime() - began) / 1_000_000);
        return indexes;
    }

    private Set<String> enrolledOnce(@Nullable IndexMaker second) {
        if (second == null) {
            return Set.of();
        }
        Set<String> once = main.everybody();
        for (String personId : second.everybody()) {
            if (!once.remove(personId)) {
                once.add(personId);
            }
        }
        return Set.copyOf(once);
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

    private void publish(FacebankIndexes indexes) {
        FacebankIndexes unused = ready.getAndSet(indexes);
        if (unused != null) {
            unused.close();
        }
    }

    /** Frees everything, when what is under way is done. */
    @Override
    public void close() {
        closed = true;
        THREAD.execute(() -> {
            FacebankIndexes unused = ready.getAndSet(null);
            if (unused != null) {
                unused.close();
            }
            main.close();
            if (shadow != null) {
                shadow.close();
            }
            if (vectors != null) {
                vectors.close();
            }
        });
    }
}
