package io.facestream.cli.evaluate;

import io.facestream.evaluate.look.RunFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Draws a training run. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Draw a training run: loss and learning rate, verification and threshold by epoch.",
        description = {"", "Reads the run's metrics.csv, also while it goes on.", ""},
        footer = {
            "",
            "Examples:",
            "  ./facestream visualize run training/first --out figures/",
        })
final class VisualizeRunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN_FOLDER", description = "The folder of a training run.")
    private Path folder = Path.of("");

    @Mixin
    private FigureFolder out = new FigureFolder();

    @Override
    public Integer call() throws IOException {
        RunFigures run = RunFigures.read(folder);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("steps told", Integer.toString(run.steps().size()));
        facts.put("validations", Integer.toString(run.epochs().size()));
        out.print(facts, run.refused() == 0 ? Map.of() : Map.of("rows that are no numbers", run.refused()));
        out.write(run.figures());
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("steps", run.steps().size());
        numbers.put("validations", run.epochs());
        numbers.put("refused", run.refused());
        out.writeJson(numbers);
        return ExitCode.OK;
    }
}
