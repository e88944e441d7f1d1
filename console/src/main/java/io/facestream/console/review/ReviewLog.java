package io.facestream.console.review;

import io.facestream.cli.console.Watched;
import io.facestream.job.uselog.Review;
import io.facestream.job.uselog.ReviewDesk;
import io.facestream.job.uselog.ReviewDesk.Match;
import io.facestream.job.uselog.UseEntry;
import io.facestream.job.uselog.UseLog;
import io.facestream.job.uselog.UseLogException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's log of use, read and added to on a thread of its own: the first time as a whole, then what was added. Whoever asks is answered
 * later, or soon with what is known. Thread-safe.
 */
final class ReviewLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewLog.class);

    /** Many who look at once are one reading. */
    private static final Duration FRESH = Duration.ofMillis(300);

    private static final Duration AGAIN = Duration.ofSeconds(2);

    enum State {
        /** It is being read, and nothing is known yet. */
        READING,
        KEPT,
        NONE,
        /** Who keeps it does not answer. */
        AWAY
    }

    /** How the log does; the problem is one line, empty where there is none. */
    record Standing(State state, String problem) {
        static final Standing KEPT = new Standing(State.KEPT, "");
    }

    /**
     * What the log says of an event.
     *
     * @param match empty where it holds none, or none so far
     */
    record Known(Standing standing, Optional<Match> match, List<UseEntry> reviews) {}

    private final Watched watched;
    private final Duration patience;
    private final Instant begin = Instant.now();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread reading = new Thread(work, "use-log");
        reading.setDaemon(true);
        return reading;
    });

    private volatile @Nullable ReviewDesk desk;
    private volatile Standing standing = Standing.KEPT;
    private long openedAt = System.nanoTime() - AGAIN.toNanos();
    private long readAt = System.nanoTime() - AGAIN.toNanos();

    /** @param patience after which what is not known yet is said to be read */
    ReviewLog(Watched watched, Duration patience) {
        this.watched = watched;
        this.patience = patience;
    }

    /** Whether there is a log; it is not read for that. */
    CompletableFuture<Standing> standing() {
        return desk != null
                ? CompletableFuture.completedFuture(standing)
                : soon(
                        () -> {
                            open();
                            return standing;
                        },
                        reading());
    }

    /** What the log says of an event, up to now. */
    CompletableFuture<Known> look(String eventId) {
        return soon(
                () -> {
                    readOn();
                    return known(eventId);
                },
                new Known(reading(), Optional.empty(), List.of()));
    }

    private <T> CompletableFuture<T> soon(Supplier<T> work, T otherwise) {
        return CompletableFuture.supplyAsync(work, thread)
                .completeOnTimeout(otherwise, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is said while nothing is known: that it is being read, unless it was away when last asked. */
    private Standing reading() {
        ReviewDesk open = desk;
        Standing last = standing;
        if (last.state() == State.AWAY) {
            return last;
        }
        return new Standing(
                State.READING,
                "the log of use is being read: " + (open == null ? 0 : open.entries()) + " entries so far");
    }

    /** Adds a review of a match that the log holds; fails with an {@link IOException}. */
    CompletableFuture<Known> review(Review review) {
        return CompletableFuture.supplyAsync(
                () -> {
                    ReviewDesk open = desk;
                    if (open == null) {
                        throw new IllegalStateException("log of use: not open (expected: a look before)");
                    }
                    try {
                        open.review(review, Instant.now());
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                    return known(review.eventId());
                },
                thread);
    }

    private Known known(String eventId) {
        ReviewDesk open = desk;
        Optional<Match> match = open == null ? Optional.empty() : open.match(eventId);
        return new Known(
                standing,
                match,
                open == null ? List.of() : match.map(open::reviews).orElse(List.of()));
    }

    private void readOn() {
        open();
        ReviewDesk open = desk;
        Duration pause = standing.state() == State.KEPT ? FRESH : AGAIN;
        if (open == null || System.nanoTime() - readAt < pause.toNanos()) {
            return;
        }
        try {
            open.readOn();
            standing = Standing.KEPT;
        } catch (IOException e) {
            away(e);
        }
        readAt = System.nanoTime();
    }

    /** Takes the first log that is there. */
    private void open() {
        if (desk != null || System.nanoTime() - openedAt < AGAIN.toNanos()) {
            return;
        }
        Watched.Uses uses = watched.uses();
        standing = new Standing(State.NONE, uses.without());
        for (UseLog log : uses.logs()) {
            try {
                desk = ReviewDesk.open(log, this::isOfThisRun);
                standing = Standing.KEPT;
                break;
            } catch (UseLogException e) {
                if (e.reason() != UseLogException.Reason.MISSING) {
                    away(e);
                    break;
                }
            } catch (IOException e) {
                away(e);
                break;
            }
        }
        openedAt = System.nanoTime();
    }

    private void away(IOException e) {
        if (standing.state() != State.AWAY) {
            LOG.warn("log of use: {}", e.getMessage());
        }
        standing = new Standing(State.AWAY, "log of use: " + e.getMessage());
    }

    /** A run of this process goes on in a file to which earlier ones wrote events of the same ids. */
    private boolean isOfThisRun(UseEntry match) {
        try {
            return watched.shape().isEmpty()
                    || !Instant.parse(match.text("emittedAt")).isBefore(begin);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.execute(() -> {
            ReviewDesk open = desk;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    LOG.debug("log of use: {}", e.getMessage());
                }
            }
        });
        thread.shutdown();
    }
}
