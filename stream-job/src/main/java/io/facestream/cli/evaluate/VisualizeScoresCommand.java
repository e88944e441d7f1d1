package io.facestream.cli.evaluate;

import io.facestream.evaluate.look.ScoreFigures;
import io.facestream.evaluate.look.ScoreFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws labelled scores. */
@Command(
        name = "scores",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Draw labelled scores: histograms, ROC, DET, what each threshold gives, answers at one.",
        description = {
            "",
            "The scores are a table with a heading, of which the columns score and same are read (same is 1 or 0), or JSON:"
                    + " [{\"score\": 0.71, \"same\": true}]. The higher a score, the more alike.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream visualize scores --scores scores.csv --out figures/",
            "  ./facestream visualize scores --scores scores.json --threshold 0.27 --format svg --out figures/",
        })
final class VisualizeScoresCommand implements Callable<Integer> {
    @Option(names = "--scores", required = true, paramLabel = "FILE", description = "The labelled scores.")
    private Path scores = Path.of("");

    @Option(
            names = "--measure",
            defaultValue = "cosine",
            paramLabel = "NAME",
            description = "What the scores are, as it is to" + " stand at the axes. Default: ${DEFAULT-VALUE}.")
    private String measure = "cosine";

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Where answers are counted. Default: the best threshold for these scores.")
    private @Nullable Double threshold;

    @Mixin
    private FigureFolder out = new FigureFolder();

    @Override
    public Integer call() throws IOException {
        ScoreFile file = ScoreFile.read(scores);
        ScoreFigures figures = threshold == null
                ? new ScoreFigures(measure, file.scores())
                : new ScoreFigures(measure, file.scores(), threshold);
        out.print(figures.facts(), file.refused());
        out.write(figures.figures());
        Map<String, Object> numbers = new LinkedHashMap<>(figures.numbers());
        numbers.put("refused", file.refused());
        out.writeJson(numbers);
        return ExitCode.OK;
    }
}
