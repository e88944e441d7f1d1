package io.facestream.cli.evaluate;

import io.facestream.evaluate.look.LookAlikes;
import io.facestream.evaluate.look.NamedFigure;
import io.facestream.evaluate.look.ScoreFigures;
import io.facestream.facebank.Facebank;
import io.facestream.terminal.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws who looks like whom. */
@Command(
        name = "facebank",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Draw who looks like whom in a facebank, and how its templates score.",
        description = {
            "",
            "Two people are as alike as their most alike templates. The matrix shows the forty people with the nearest others;"
                    + " look-alikes stand side by side. The most alike pairs are printed.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream visualize facebank --facebank people/ --out figures/",
        })
final class VisualizeFacebankCommand implements Callable<Integer> {
    private static final int MOST_ALIKE = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--facebank",
            required = true,
            paramLabel = "DIR|FILE",
            description = "Pictures as DIR/PERSON/*.jpg|png|webp, or a facebank file.")
    private Path facebank = Path.of("");

    @Option(
            names = "--facebank-key",
            paramLabel = "FILE",
            description = "The key that the facebank is encrypted with. Default: the environment variable"
                    + " FACESTREAM_FACEBANK_KEY.")
    private @Nullable Path key;

    @Option(names = "--aligned", description = "The pictures are aligned 112 x 112 crops: no face is searched in them.")
    private boolean aligned;

    @Mixin
    private ModelFlags model = new ModelFlags();

    @Mixin
    private FigureFolder out = new FigureFolder();

    @Override
    public Integer call() throws IOException {
        Facebank bank = FacebankSource.open(facebank, key, model::pack, model.device(), aligned);
        LookAlikes lookAlikes = compare(bank);
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("facebank " + bank.version() + ": " + bank.records().size() + " templates of "
                + lookAlikes.people() + " people; most alike:");
        List<LookAlikes.Pair> mostAlike = lookAlikes.mostAlike(MOST_ALIKE);
        for (LookAlikes.Pair pair : mostAlike) {
            terminal.printf(Locale.ROOT, "  %.4f  %s and %s%n", pair.cosine(), pair.person(), pair.other());
        }
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("version", bank.version());
        numbers.put("templates", bank.records().size());
        numbers.put("people", lookAlikes.people());
        numbers.put("mostAlike", mostAlike);
        List<NamedFigure> figures = new ArrayList<>();
        figures.add(new NamedFigure("look-alikes", lookAlikes.map().figure()));
        lookAlikes.scores().ifPresent(scores -> {
            ScoreFigures drawn = new ScoreFigures("cosine", scores);
            out.print(drawn.facts(), Map.of());
            figures.addAll(drawn.figures());
            numbers.putAll(drawn.numbers());
        });
        out.write(figures);
        out.writeJson(numbers);
        return ExitCode.OK;
    }

    /** With a progress line. */
    static LookAlikes compare(Facebank bank) {
        ProgressLine line = new ProgressLine("comparing");
        try {
            return LookAlikes.of(bank, share -> line.show(share, ""));
        } finally {
            line.done();
        }
    }
}
