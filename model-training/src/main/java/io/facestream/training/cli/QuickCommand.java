package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.run.RunOutcome;
import io.facestream.training.run.TrainingConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train quick}: all that training is, in a few minutes and without anybody's picture. */
@Command(
        name = "quick",
        mixinStandardHelpOptions = true,
        header = "Train a small network on generated faces: all of it in a few minutes.",
        description = {
            "",
            "Nothing is downloaded, and nobody's picture is used. The model that comes of it is real: it is verified on generated people whom"
                    + " it has not seen, held against ONNX Runtime, and taken by ./facestream run --model.",
        })
final class QuickCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "the run's folder (default: training/quick, or the next free one)")
    private @Nullable Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "change a setting; can be given more than once")
    private List<String> changes = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Path config = Path.of(System.getProperty("facestream.root", "."), "model-training", "configs", "quick.yaml");
        TrainingConfig settings = TrainingConfig.read(config, changes);
        Path folder = out == null ? free() : out;
        RunOutcome outcome = RunCommand.train(settings, folder, false, RunCommand.Mode.FIT);
        double before = outcome.before().areaUnderCurve();
        double after = outcome.after().areaUnderCurve();
        boolean better = after > before;
        ProgressLine.println(String.format(
                Locale.ROOT,
                "%s: AUC on people it has not seen %.3f, untrained %.3f",
                better ? "learned" : "learned nothing",
                after,
                before));
        ProgressLine.println("try it: ./facestream run --model " + folder + " --source VIDEO --facebank PEOPLE");
        return better ? 0 : 1;
    }

    private static Path free() {
        Path folder = Path.of("training", "quick");
        for (int i = 2; Files.exists(folder); i++) {
            folder = Path.of("training", "quick-" + i);
        }
        return folder;
    }
}
