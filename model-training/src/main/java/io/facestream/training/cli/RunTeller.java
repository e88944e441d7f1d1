package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.run.RunListener;
import io.facestream.training.run.RunStep;
import java.util.Locale;

/** Shows on the terminal how a run goes. */
final class RunTeller implements RunListener, AutoCloseable {
    private final ProgressLine line;

    RunTeller(String name) {
        line = new ProgressLine(name);
    }

    @Override
    public void says(String text) {
        ProgressLine.println(text);
    }

    @Override
    public void step(RunStep step) {
        line.show(
                step.share(),
                String.format(
                        Locale.ROOT,
                        "epoch %d/%d  loss %.3f  %.1f pictures/s  loader %.1f %%",
                        step.epoch(),
                        step.epochs(),
                        step.loss(),
                        step.imagesPerSecond(),
                        100 * step.loaderShare()));
    }

    @Override
    public void close() {
        line.done();
    }
}
