package io.facestream.training.run;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.facestream.training.Engines;
import io.facestream.training.TrainingException;
import io.facestream.training.data.Batch;
import io.facestream.training.data.BatchLoader;
import io.facestream.training.head.Head;
import io.facestream.training.head.HeadSpec;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.verify.BlockEmbedder;
import io.facestream.training.verify.PictureEmbedder;
import io.facestream.training.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
    private final People people;
    private final Beginning beginning;
    private final Trainer trainer;
    private final BatchLoader loader;
    private final Journal journal;
    private final PictureEmbedder embedder;
    private final Pace pace = new Pace();
    private final long steps;
    private final long stepsAnEpoch;
    private long done;
    private Checkpoint.Best best = Checkpoint.Best.NONE;
    private long writtenNanos = System.nanoTime();

    /** What came of a run. */
    public record Outcome(Verification before, Verification after, long bestStep, boolean promoted, Path model) {}

    private TrainingRun(TrainingConfig config, RunFolder folder, RunListener listener) throws IOException {
        this.config = config;
        this.folder = folder;
        this.listener = listener;
        Engine engine = Engines.start(config.threads());
        people = People.of(config, listener);
        beginning = Beginning.of(config);
        NDManager manager = Trainer.manager();
        NetBlock net = new NetBlock(beginning.layer(), beginning.weights(), manager);
        net.freeze(beginning.frozen(config.learn()));
        Head head = HeadSpec.of(config.headSettings()).create(people.trained().people().size(), beginning.dimension(), config.seed(), manager);
        stepsAnEpoch = Math.max(1, people.trained().size() / config.batch());
        steps = stepsAnEpoch * config.epochs();
        Updates updates = new Updates(config, net, head, stepsAnEpoch, manager);
        trainer = new Trainer(engine, manager, net, head, updates, people.trained().set().side(), config.seed());
        Optional<Checkpoint> checkpoint = Checkpoint.newest(folder.checkpoints());
        if (checkpoint.isPresent()) {
            checkpoint.get().requireClasses(people.trained().people());
            trainer.restore(checkpoint.get());
            done = checkpoint.get().step();
            best = checkpoint.get().best();
            listener.says("going on after step " + done + " of " + steps);
        }
        loader = new BatchLoader(
                people.trained().set(),
                people.trained().pictures(),
                people.trained().labels(),
                config.batch(),
                config.seed(),
                config.data().augmentation(),
                beginning.input(),
                config.data().loaders(),
                done);
        journal = new Journal(folder, done);
        embedder = new BlockEmbedder(net, beginning.card());
    }

    /** Begins a run in a folder that holds none. */
    public static TrainingRun begin(TrainingConfig config, Path out, RunListener listener) throws IOException {
        RunFolder folder = RunFolder.create(out);
        Files.writeString(folder.config(), config.text());
        return new TrainingRun(config, folder, listener);
    }

    /** Goes on with a run; what may change of its configuration is how long it takes and how often it is looked at. */
    public static TrainingRun resume(TrainingConfig config, Path out, RunListener listener) throws IOException {
        RunFolder folder = RunFolder.open(out);
        config.requireSameTraining(TrainingConfig.read(folder.config(), java.util.List.of()));
        Files.writeString(folder.config(), config.text());
        return new TrainingRun(config, folder, listener);
    }

    public long done() {
        return done;
    }

    public long steps() {
        return steps;
    }

    /** Trains to the end. */
    public Outcome fit() throws IOException {
        validateFirst();
        while (done < steps && !isPatienceOver()) {
            step();
        }
        return finish();
    }

    private void validateFirst() throws IOException {
        if (done == 0) {
            Verification before = people.heldOut().verify(embedder, false);
            journal.validation(0, 0, before);
            listener.says("before: " + before.summary());
            keepIfBest(before);
            // A run that is stopped in its first minutes goes on too.
            checkpoint();
        }
    }

    /** One step, and what is due after it: a row of figures, a validation, a checkpoint. */
    public Trainer.Step step() throws IOException {
        pace.begin(loader.waitedSeconds());
        Batch batch = loader.next();
        Trainer.Step step = trainer.step(batch);
        if (!step.isFinite()) {
            throw stopped(batch, step);
        }
        loader.giveBack(batch);
        pace.end(batch.size(), loader.waitedSeconds());
        done = batch.step() + 1;
        int epoch = (int) (batch.step() / stepsAnEpoch);
        if (done % ROW_EVERY == 0 || done == steps) {
            journal.step(done, epoch, step, pace);
        }
        listener.step(progress(epoch), step.loss(), step.rate(), pace.imagesPerSecond(), pace.loaderShare());
        afterStep(epoch);
        return step;
    }

    private void afterStep(int epoch) throws IOException {
        boolean epochEnds = done % stepsAnEpoch == 0;
        if (epochEnds && ((epoch + 1) % config.validate().every() == 0 || done == steps)) {
            Verification now = people.heldOut().verify(embedder, false);
            journal.validation(done, epoch + 1, now);
            listener.says("epoch " + (epoch + 1) + ": " + now.summary());
            keepIfBest(now);
        }
        if (epochEnds || (System.nanoTime() - writtenNanos) / 6e10 >= config.checkpoint().minutes()) {
            checkpoint();
        }
    }

    private RunListener.Progress progress(int epoch) {
        double seconds = (steps - done) * pace.secondsAStep();
        return new RunListener.Progress(done, steps, epoch + 1, config.epochs(), Duration.ofMillis((long) (1000 * seconds)));
    }

    private boolean isPatienceOver() {
        int patience = config.validate().patience();
        if (patience > 0 && best.since() >= patience) {
            listener.says("stopped: no better model in " + patience + " validations");
            return true;
        }
        return false;
    }

    private void keepIfBest(Verification now) throws IOException {
        double value = value(now, config.validate().by());
        if (Double.isNaN(best.value()) || value > best.value()) {
            best = new Checkpoint.Best(value, done, 0);
            new WeightsFile(beginning.backbone(), beginning.dimension(), trainer.net().weights()).write(folder.best());
        } else {
            best = new Checkpoint.Best(best.value(), best.step(), best.since() + 1);
        }
    }

    private static double value(Verification verification, String by) {
        return switch (by) {
            case "tar-at-1e-2" -> verification.atHundredth().trueAcceptRate();
            case "tar-at-1e-3" -> verification.atThousandth().trueAcceptRate();
            case "accuracy" -> verification.accuracy();
            default -> verification.areaUnderCurve();
        };
    }

    /** A disk that is full costs this checkpoint; the one before stays. */
    private void checkpoint() {
        writtenNanos = System.nanoTime();
        try {
            new Checkpoint(done, people.trained().people(), best, trainer.tensors())
                    .write(folder.checkpoints(), config.checkpoint().keep());
        } catch (IOException e) {
            LOG.warn("checkpoint of step {}: {}; the one before stays, and training goes on", done, e.getMessage());
            listener.says("checkpoint of step " + done + " could not be written: " + e.getMessage());
        }
    }

    private TrainingException stopped(Batch batch, Trainer.Step step) {
        StringBuilder pictures = new StringBuilder();
        for (int i = 0; i < Math.min(3, batch.size()); i++) {
            pictures.append(i == 0 ? "" : ", ").append(people.trained().set().name(batch.pictures()[i]));
        }
        return new TrainingException("step " + batch.step() + ": loss " + step.loss() + ", gradient norm " + step.gradientNorm()
                + " (expected: finite numbers); the batch of " + batch.size() + " pictures began with " + pictures
                + ". The checkpoint before it stays: lower schedule.rate or set clip, and go on with --resume");
    }

    private Outcome finish() throws IOException {
        checkpoint();
        loader.refused().forEach(line -> LOG.warn("left out: {}", line));
        if (!loader.refused().isEmpty()) {
            listener.says(loader.refused().size() + " pictures could not be read and were left out, as " + loader.refused().get(0));
        }
        return new Ending(config, folder, people, beginning, listener).of(trainer, journal, best);
    }

    /** Closes the pictures, and releases the folder. */
    @Override
    public void close() throws IOException {
        journal.close();
        loader.close();
        trainer.close();
        people.close();
        folder.close();
    }
}
