package io.facestream.cli.evaluate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws what was measured. */
@Command(
        name = "visualize",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Draw scores, embeddings, a facebank or a training run, or write a report on a model.",
        description = {
            "",
            "Figures are written as PNG and as SVG, whose text stays text and whose colours follow a light or dark screen.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream visualize scores --scores scores.csv --out figures/",
            "  ./facestream visualize embeddings --pictures people/ --out figures/",
            "  ./facestream visualize report --pictures people/ --out report.html",
        },
        subcommands = {
            VisualizeScoresCommand.class,
            VisualizeEmbeddingsCommand.class,
            VisualizeFacebankCommand.class,
            VisualizeRunCommand.class,
            VisualizeReportCommand.class
        })
public final class VisualizeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "visualize: no command given (expected: one of those below)");
    }
}
