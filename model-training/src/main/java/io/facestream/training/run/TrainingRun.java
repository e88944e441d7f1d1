package io.facestream.training.run;

import io.facestream.training.TrainingException;
import io.facestream.training.data.Batch;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training from its configuration to its exported model, in a {@link RunFolder}. It can be stopped at any moment, also by kill -9, and goes
 * on from its newest checkpoint with the same weights, to the bit, that an unbroken run would have. One thread.
 */
public final class TrainingRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
    /** Steps between two rows of the table of figures. */
    private static final int ROW_EVERY = 10;

    private final TrainingConfig config;
    private final RunFolder folder;
    private final RunListener listener;
    private final Training training;
    private final Journal journal;
    private final Pace pace = new Pace();
    private long done;
    private Checkpoint.Best best = Checkpoint.Best.NONE;
    private long writtenNanos = System.nanoTime();
    private boolean checkpointIsDue;

    private TrainingRun(TrainingConfig config, RunFolder folder, RunListener listener) throws IOException {
        this.config = config;
        this.folder = folder;
        this.listener = listener;
        var checkpoint = Checkpoint.newest(folder.checkpoints());
        training = new Training(
                config,
                (people, trainer) -> {
                    checkpoint.ifPresent(found -> {
                        found.requireClasses(people);
                        trainer.restore(found);
                    });
                    return checkpoint.map(Checkpoint::step).orElse(0L);
                },
                listener);
        if (checkpoint.isPresent()) {
            done = checkpoint.get().step();
            best = checkpoint.get().best();
            listener.says("going on after step " + done + " of " + training.steps());
        }
        journal = new Journal(folder, done);
    }

    /** Begins a run in a folder that holds none. */
    public static TrainingRun begin(TrainingConfig config, Path out, RunListener listener) throws IOException {
        return open(RunFolder.create(out), config, listener);
    }

    /** Goes on with a run; what may change of its configuration is how it is looked at, not what it learns. */
    public static TrainingRun resume(TrainingConfig config, Path out, RunListener listener) throws IOException {
        RunFolder folder = RunFolder.open(out);
        try {
            config.requireSameTraining(TrainingConfig.read(folder.config(), List.of()));
        } catch (TrainingException e) {
            folder.close();
            throw e;
        }
        return open(folder, config, listener);
    }

    private static TrainingRun open(RunFolder folder, TrainingConfig config, RunListener listener) throws IOException {
        try {
            TrainingRun run = new TrainingRun(config, folder, listener);
            // What cannot begin leaves no configuration behind, and can be begun again in the same folder.
            Files.writeString(folder.config(), config.text());
            return run;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Steps that are done. */
    public long done() {
        return done;
    }

    /** Whether all steps are done, or no better model has come for as long as the configuration waits. */
    public boolean isOver() {
        int patience = config.validate().patience();
        return done >= training.steps() || (patience > 0 && best.since() >= patience);
    }

    /** Trains to the end. */
    public RunOutcome fit() throws IOException {
        begin();
        while (!isOver()) {
            step();
        }
        return finish();
    }

    /** Verifies what the run begins with, if it has not begun. */
    public void begin() throws IOException {
        if (done == 0 && Double.isNaN(best.value())) {
            Verification before = training.verify();
            journal.validation(0, 0, before);
            listener.says("before: " + before.summary());
            keepIfBest(before);
            // A run that is stopped in its first minutes goes on too.
            checkpoint();
        }
    }

    /** One step, and what is due after it: a row of figures, a validation, a checkpoint. */
    public RunStep step() throws IOException {
        pace.begin(training.loader().waitedSeconds());
        Batch batch = training.loader().next();
        Trainer.Step step = training.trainer().step(batch);
        if (!step.isFinite()) {
            throw new TrainingException(
                    "step " + batch.step() + ": loss " + step.loss() + ", gradient norm "
                            + step.gradientNorm() + " (expected: finite numbers) in " + training.describe(batch)
                            + ". The checkpoint of step " + lastCheckpoint()
                            + " is whole: lower schedule.rate or set clip in a new run that starts from this one's best weights");
        }
        pace.end(batch.size(), training.loader().waitedSeconds());
        done = batch.step() + 1;
        int epoch = (int) (batch.step() / training.stepsAnEpoch());
        if (done % ROW_EVERY == 0 || done == training.steps()) {
            journal.step(done, epoch, step, pace);
        }
        RunStep told = new RunStep(
                done,
                training.steps(),
                epoch + 1,
                config.epochs(),
                step.loss(),
                step.gradientNorm(),
                step.rate(),
                pace.imagesPerSecond(),
                pace.loaderShare(),
                Duration.ofMillis((long) (1000 * (training.steps() - done) * pace.secondsAStep())),
                training.describe(batch));
        training.loader().giveBack(batch);
        listener.step(told);
        afterStep(epoch);
        return told;
    }

    private long lastCheckpoint() throws IOException {
        return Checkpoint.newest(folder.checkpoints()).map(Checkpoint::step).orElse(0L);
    }

    private void afterStep(int epoch) throws IOException {
        boolean epochEnds = done % training.stepsAnEpoch() == 0;
        if (epochEnds && ((epoch + 1) % config.validate().every() == 0 || done == training.steps())) {
            Verification now = training.verify();
            journal.validation(done, epoch + 1, now);
            listener.says("epoch " + (epoch + 1) + ": " + now.summary());
            keepIfBest(now);
        }
        checkpointIsDue |= epochEnds
                || (System.nanoTime() - writtenNanos) / 6e10
                        >= config.checkpoint().minutes();
        // Gradients that are being gathered are in no checkpoint.
        if (checkpointIsDue && done % config.accumulate() == 0) {
            checkpoint();
        }
    }

    private void keepIfBest(Verification now) throws IOException {
        double value = config.validate().by().of(now);
        if (Double.isNaN(best.value()) || value > best.value()) {
            best = new Checkpoint.Best(value, done, 0);
            Beginning beginning = training.beginning();
            new WeightsFile(
                            beginning.backbone(),
                            beginning.dimension(),
                            training.trainer().net().weights())
                    .write(folder.best());
        } else {
            best = new Checkpoint.Best(best.value(), best.step(), best.since() + 1);
        }
    }

    /** A disk that is full costs this checkpoint; the one before stays. */
    private void checkpoint() {
        checkpointIsDue = false;
        writtenNanos = System.nanoTime();
        try {
            new Checkpoint(
                            done,
                            training.people().trained().people(),
                            best,
                            training.trainer().tensors())
                    .write(folder.checkpoints(), config.checkpoint().keep());
        } catch (IOException e) {
            LOG.warn("checkpoint of step {}: {}; the one before stays, and training goes on", done, e.toString());
            listener.says("checkpoint of step " + done + ": could not be written (" + e.getMessage()
                    + "); the one before stays, and training goes on");
        }
    }

    /** Exports the best model. */
    public RunOutcome finish() throws IOException {
        if (done % config.accumulate() == 0) {
            checkpoint();
        }
        List<String> refused = training.loader().refused();
        refused.forEach(line -> LOG.warn("left out: {}", line));
        if (!refused.isEmpty()) {
            listener.says(refused.size() + " pictures could not be read and were left out, as " + refused.get(0));
        }
        return new Ending(config, folder, training, journal, listener).export(best.step());
    }

    /** Closes the pictures, and releases the folder. */
    @Override
    public void close() throws IOException {
        journal.close();
        training.close();
        folder.close();
    }
}
