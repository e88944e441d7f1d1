package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.run.RunOutcome;
import io.facestream.training.run.RunStep;
import io.facestream.training.run.TrainingConfig;
import io.facestream.training.run.TrainingRun;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train run}: a training from its configuration to its model. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Train a model as a configuration says.",
        description = {
            "",
            "Leaves all in one folder: configuration, figures, checkpoints, TensorBoard's event files, plots, the best model and its card."
                    + " A run that was stopped, by kill -9 too, goes on with --resume to the same weights that it would have had.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./facestream train run --config model-training/configs/quick.yaml --out training/quick",
            "  ./facestream train run --config mine.yaml --set epochs=5 --set backbone.dimension=128",
            "  ./facestream run --model training/quick --source door.mp4 --facebank people/",
            "",
            "./facestream train settings prints every setting with its default.",
        })
final class RunCommand implements Callable<Integer> {
    /** How steps are taken. */
    enum Mode {
        FIT,
        STEP
    }

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "what to train; model-training/configs has one for each published recipe")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path config;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "the run's folder (default: training/NAME, after the configuration's name)")
    private @Nullable Path out;

    @Option(names = "--resume", description = "go on with the run in that folder")
    private boolean resume;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "change a setting for this run; can be given more than once")
    private List<String> changes = new ArrayList<>();

    @Option(
            names = "--mode",
            defaultValue = "fit",
            paramLabel = "fit|step",
            description =
                    "fit: all steps; step: a line for each step, waiting for Enter on a terminal; the weights are the same")
    @SuppressWarnings("NullAway.Init")
    private Mode mode;

    @Override
    public Integer call() throws Exception {
        return train(TrainingConfig.read(config, changes), folder(), resume, mode) == null ? 1 : 0;
    }

    private Path folder() {
        String name = config.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return out == null ? Path.of("training", name) : out;
    }

    /** Runs to the end, and says where the model is. */
    static RunOutcome train(TrainingConfig settings, Path folder, boolean resume, Mode mode) throws IOException {
        try (RunTeller teller = new RunTeller(folder.getFileName().toString());
                TrainingRun run = resume
                        ? TrainingRun.resume(settings, folder, teller)
                        : TrainingRun.begin(settings, folder, teller)) {
            RunOutcome outcome = mode == Mode.FIT ? run.fit() : stepByStep(run);
            ProgressLine.println(String.format(
                    Locale.ROOT,
                    "model: %s (largest difference to ONNX Runtime: %.1e)",
                    outcome.model(),
                    outcome.parity()));
            return outcome;
        }
    }

    private static RunOutcome stepByStep(TrainingRun run) throws IOException {
        run.begin();
        Console terminal = System.console();
        while (!run.isOver()) {
            RunStep step = run.step();
            ProgressLine.println(String.format(
                    Locale.ROOT,
                    "step %d/%d  epoch %d  loss %.6f  gradient norm %.4f  rate %.6f  %s",
                    step.step(),
                    step.steps(),
                    step.epoch(),
                    step.loss(),
                    step.gradientNorm(),
                    step.rate(),
                    step.pictures()));
            if (terminal != null && terminal.readLine() == null) {
                terminal = null; // its input has ended
            }
        }
        return run.finish();
    }
}
