package io.facestream.training.run;

import io.facestream.training.verify.Verification;
import java.io.IOException;

/** Writes down how a run goes: a table, and TensorBoard's event files. */
final class Journal implements AutoCloseable {
    private final Metrics metrics;

    Journal(RunFolder folder, long done) throws IOException {
        metrics = new Metrics(folder.metrics());
        metrics.begin(done);
    }

    void step(long step, int epoch, Trainer.Step did, Pace pace) throws IOException {
        metrics.step(step, epoch, did.loss(), did.rate(), did.gradientNorm(), pace.imagesPerSecond(), pace.loaderShare());
    }

    void validation(long step, int epoch, Verification now) throws IOException {
        metrics.validation(
                step,
                epoch,
                now.areaUnderCurve(),
                now.atHundredth().trueAcceptRate(),
                now.atThousandth().trueAcceptRate(),
                now.accuracy());
    }

    @Override
    public void close() {}
}
