package io.facestream.console.threshold;

import io.facestream.console.http.Refusal;
import io.facestream.console.model.RunModels;
import io.facestream.console.threshold.FacebankPlace.Content;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.threshold.MatchThresholds;
import io.facestream.vision.threshold.Threshold;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the run's facebank on a thread of its own, from when it is first asked for. Thread-safe. */
final class FacebankWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FacebankWatch.class);

    /** A folder is looked at at most so often; a topic, which is read as a whole, fifteen times less, but that its model is asked for. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int TOPIC_LESS_OFTEN = 15;
    private static final int MODEL_LESS_OFTEN = 3;
    private static final long PATIENCE_SECONDS = 20;
    private static final long PATIENCE_TO_COMPARE_SECONDS = 5;

    /**
     * What is known.
     *
     * @param card of the model that made the scores
     */
    record Known(
            FacebankScores scores,
            ModelCard card,
            String version,
            double fpirThere,
            String kind,
            boolean changesLive) {}

    private final Supplier<DecidingRun> run;
    private final RunModels models;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "console-facebank");
        made.setDaemon(true);
        return made;
    });

    private volatile @Nullable Known known;
    private volatile String problem = "";
    private volatile String modelProblem = "";
    private volatile long lookedAtNanos;
    private @Nullable Future<?> reading;

    // of the one thread
    private @Nullable FacebankPlace place;
    private String contentSha256 = "";
    private long readAtNanos;

    FacebankWatch(Supplier<DecidingRun> run, RunModels models) {
        this.run = run;
        this.models = models;
    }

    /** What is known now; null before the facebank was read first. Begins to read if that is long ago. */
    @Nullable
    Known now() {
        look();
        return known;
    }

    /** Why nothing is known, or nothing newer, or that the scores are not of the model in force; empty if all is well. */
    String problem() {
        return problem;
    }

    private synchronized Future<?> look() {
        long rest = LOOK_EVERY_NANOS * (isTopic() ? MODEL_LESS_OFTEN : 1);
        Future<?> current = reading;
        boolean due = current == null || (current.isDone() && System.nanoTime() - lookedAtNanos > rest);
        if (due) {
            current = thread.submit(this::readIfDue);
            reading = current;
        }
        return java.util.Objects.requireNonNull(current, "reading");
    }

    private boolean isTopic() {
        return run.get().facebank().topic().isPresent();
    }

    private void readIfDue() {
        try {
            long rest = isTopic() ? LOOK_EVERY_NANOS * TOPIC_LESS_OFTEN : 0;
            if (readAtNanos == 0 || System.nanoTime() - readAtNanos > rest || place().isPromoted()) {
                read();
            }
        } catch (FacebankException | KafkaException e) {
            problem = String.valueOf(e.getMessage());
        } finally {
            lookedAtNanos = System.nanoTime();
        }
    }

    private void read() {
        try {
            Content content = place().read();
            Known before = known;
            Facebank facebank = content.facebank().validAt(System.currentTimeMillis());
            ModelCard card = content.by().card();
            modelProblem = content.by().problem();
            if (!facebank.modelId().equals(card.sha256())) {
                throw new FacebankException(modelProblem); // no thresholds are known for such scores
            }
            FacebankScores scores = before != null && facebank.contentSha256().equals(contentSha256)
                    ? before.scores()
                    : FacebankScores.of(facebank);
            contentSha256 = facebank.contentSha256();
            known = new Known(scores, card, facebank.version(), content.fpir(), place().kind(), place().changesLive());
            problem = modelProblem;
        } catch (FacebankException | KafkaException e) {
            problem = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("the facebank cannot be read", e);
            problem = "facebank: cannot be read; the log says why";
        } finally {
            readAtNanos = System.nanoTime();
        }
    }

    private FacebankPlace place() {
        FacebankPlace open = place;
        if (open == null) {
            open = FacebankPlace.of(run.get().facebank(), models, run.get().device());
            place = open;
        }
        return open;
    }

    /**
     * Sets the rate for running jobs; NaN for their own.
     *
     * @throws Refusal if it cannot be set
     */
    void set(double fpir) throws Exception {
        Future<?> done = thread.submit(() -> {
            place().set(fpir);
            read();
            return true;
        });
        try {
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Refusal(
                    503, "facebank: no answer for " + PATIENCE_SECONDS + " s (expected: one that can be reached)");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FacebankException || e.getCause() instanceof KafkaException) {
                throw new Refusal(409, String.valueOf(e.getCause().getMessage()));
            }
            throw e;
        }
    }

    /** By what the run decides now; waits a little for the facebank to be looked at. */
    InForce inForce() throws InterruptedException {
        try {
            look().get(PATIENCE_TO_COMPARE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("the facebank is not read yet", e);
        }
        Known last = known;
        int people = last == null ? 0 : last.scores().people();
        double fpir = fpir(last);
        ModelCard card = last == null ? models.own().embedding().card() : last.card();
        Threshold one = MatchThresholds.of(card).at(fpir, people, 1);
        return new InForce(
                fpir,
                people,
                one.value(),
                one.fmr(),
                !one.clamped(),
                card.sha256(),
                card.id(),
                card.thresholdsMeasuredOn(),
                modelProblem);
    }

    /** The rate that holds: the facebank's, or else the run's own. */
    double fpir(@Nullable Known last) {
        return last == null || Double.isNaN(last.fpirThere())
                ? run.get().identify().fpir()
                : last.fpirThere();
    }

    @Override
    public void close() {
        thread.execute(() -> {
            if (place != null) {
                place.close();
            }
        });
        thread.shutdown();
    }
}
