package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.run.RunListener;
import io.facestream.training.run.TrainingConfig;
import io.facestream.training.run.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train run}: a training from its configuration to its model. */
@Command(name = "run", mixinStandardHelpOptions = true, header = "Train a model as a configuration says.")
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "what to train; model-training/configs has examples")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Option(names = "--out", paramLabel = "DIR", description = "the run's folder (default: training/NAME of the configuration)")
    private @Nullable Path out;

    @Option(names = "--resume", description = "go on with the run in that folder")
    private boolean resume;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "change a setting for this run")
    private List<String> changes = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        TrainingConfig settings = TrainingConfig.read(config, changes);
        String name = config.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        Path folder = out == null ? Path.of("training", name) : out;
        ProgressLine line = new ProgressLine(name);
        try (TrainingRun run = resume
                ? TrainingRun.resume(settings, folder, new Teller(line))
                : TrainingRun.begin(settings, folder, new Teller(line))) {
            run.fit();
        } finally {
            line.done();
        }
        return 0;
    }

    private record Teller(ProgressLine line) implements RunListener {
        @Override
        public void says(String text) {
            ProgressLine.println(text);
        }

        @Override
        public void step(Progress progress, double loss, double rate, double imagesPerSecond, double loaderShare) {
            line.show(
                    progress.share(),
                    String.format(
                            Locale.ROOT,
                            "epoch %d/%d  loss %.3f  %.1f pictures/s  loader %.0f %%",
                            progress.epoch(),
                            progress.epochs(),
                            loss,
                            imagesPerSecond,
                            100 * loaderShare));
        }
    }
}
