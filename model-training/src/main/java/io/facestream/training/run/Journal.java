package io.facestream.training.run;

import io.facestream.training.tensorboard.EventFile;
import io.facestream.training.verify.Verification;
import io.facestream.vision.plot.Curve;
import io.facestream.vision.plot.Ink;
import io.facestream.vision.plot.LossPlot;
import io.facestream.vision.plot.RocPlot;
import io.facestream.vision.plot.ScorePlot;
import io.facestream.vision.plot.VerificationPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes down how a run goes: a table, TensorBoard's event files, and pictures of both. */
final class Journal implements AutoCloseable {
    private final RunFolder folder;
    private final Metrics metrics;
    private final EventFile events;

    Journal(RunFolder folder, long done) throws IOException {
        this.folder = folder;
        metrics = new Metrics(folder.metrics());
        metrics.begin(done);
        events = EventFile.create(folder.path(), System.currentTimeMillis());
    }

    void step(long step, int epoch, Trainer.Step did, Pace pace) throws IOException {
        metrics.step(
                step, epoch, did.loss(), did.rate(), did.gradientNorm(), pace.imagesPerSecond(), pace.loaderShare());
        event("train/loss", step, did.loss());
        if (Double.isFinite(did.rate())) {
            event("train/rate", step, did.rate());
            event("train/gradient_norm", step, did.gradientNorm());
        }
        event("speed/pictures_per_second", step, pace.imagesPerSecond());
        event("speed/loader_share", step, pace.loaderShare());
    }

    void validation(long step, int epoch, Verification now) throws IOException {
        double tar2 = now.atHundredth().trueAcceptRate();
        double tar3 = now.atThousandth().trueAcceptRate();
        metrics.validation(step, epoch, now.areaUnderCurve(), tar2, tar3, now.accuracy(), now.threshold());
        event("verify/auc", step, now.areaUnderCurve());
        event("verify/tar_at_1e-2", step, tar2);
        event("verify/tar_at_1e-3", step, tar3);
        event("verify/accuracy", step, now.accuracy());
    }

    private void event(String tag, long step, double value) {
        events.scalar(tag, step, value, System.currentTimeMillis());
    }

    /** Draws the curves of the whole run, and what the model became. */
    void draw(Verification before, Verification after) throws IOException {
        Path plots = folder.plots();
        List<LossPlot.Step> steps = metrics.steps();
        if (steps.size() > 1) {
            LossPlot.of(steps).write(plots.resolve("loss.png"));
        }
        List<VerificationPlot.Epoch> epochs = metrics.epochs();
        if (epochs.size() > 1) {
            VerificationPlot.of(epochs).write(plots.resolve("verification.png"));
        }
        RocPlot.of(
                        "Verification of people not trained on",
                        List.of(
                                new Curve("before", before.scores(), Ink.DIFFERENT),
                                new Curve("after", after.scores(), Ink.SAME)))
                .write(plots.resolve("roc.png"));
        ScorePlot.of("Scores of the best model", "cosine", after.scores(), after.threshold())
                .write(plots.resolve("scores.png"));
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
