package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.TrainingException;
import io.facestream.training.optimise.LrFinder;
import io.facestream.training.run.RateSearch;
import io.facestream.training.run.RunListener;
import io.facestream.training.run.TrainingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train lr-find}: looks for a learning rate. */
@Command(
        name = "lr-find",
        mixinStandardHelpOptions = true,
        header = "Look for a learning rate for a configuration.",
        description = {
            "",
            "Trains some steps, each at a higher rate than the one before, until the loss explodes. Nothing is kept."
        })
final class LrFindCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "what to train")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "change a setting for this search; can be given more than once")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--from", defaultValue = "1e-5", description = "first rate (default: ${DEFAULT-VALUE})")
    private double from;

    @Option(names = "--to", defaultValue = "10", description = "last rate (default: ${DEFAULT-VALUE})")
    private double to;

    @Option(names = "--steps", defaultValue = "100", description = "steps between them (default: ${DEFAULT-VALUE})")
    private int steps;

    @Override
    public Integer call() {
        TrainingConfig settings = TrainingConfig.read(config, changes);
        LrFinder finder;
        try {
            finder = new LrFinder(from, to, steps, LrFinder.USUAL.smoothing());
        } catch (IllegalArgumentException e) {
            throw new TrainingException("--" + e.getMessage(), e);
        }
        ProgressLine line = new ProgressLine("lr-find");
        LrFinder.Curve curve;
        RunListener listener = ProgressLine::println;
        try {
            curve = RateSearch.run(
                    settings,
                    finder,
                    listener,
                    (step, rate, loss) -> line.show(
                            (double) step / steps, String.format(Locale.ROOT, "rate %.2e  loss %.3f", rate, loss)));
        } finally {
            line.done();
        }
        OptionalDouble suggested = curve.suggested();
        if (suggested.isEmpty()) {
            ProgressLine.println(
                    "no rate: the loss never fell (expected: a falling stretch; try another --from, or more --steps)");
            return 1;
        }
        ProgressLine.println(String.format(
                Locale.ROOT,
                "rate: %.3g (steepest fall at %.3g, a tenth of where the loss is least: %.3g; %d steps)",
                suggested.getAsDouble(),
                curve.steepest().orElseThrow(),
                curve.tenthOfMinimum().orElseThrow(),
                curve.points().size()));
        return 0;
    }
}
