package io.facestream.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.evaluate.look.NamedFigure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where figures go, as flags. */
final class FigureFolder {
    /** Kinds of files. */
    enum Format {
        PNG,
        SVG
    }

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "figures",
            description = "Folder for the figures. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("figures");

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "F",
            defaultValue = "png,svg",
            description = "png, svg or both. Default: ${DEFAULT-VALUE}.")
    private List<Format> formats = List.of(Format.PNG, Format.SVG);

    @Option(names = "--json", paramLabel = "FILE", description = "Also write what is printed as JSON.")
    private @Nullable Path json;

    /** Writes numbers for programs, if that is wanted. */
    void writeJson(Map<String, Object> numbers) throws IOException {
        if (json != null) {
            Path folder = json.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), numbers);
        }
    }

    /** Writes all, and names them. */
    void write(List<NamedFigure> figures) throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        for (NamedFigure figure : figures) {
            for (Format format : formats) {
                Path file = out.resolve(figure.name() + "." + format.name().toLowerCase(Locale.ROOT));
                figure.figure().write(file);
                terminal.println(file + "  " + figure.figure().title());
            }
        }
        terminal.flush();
    }

    /** Prints names and values, and what was left out. */
    void print(Map<String, String> facts, Map<String, Integer> refused) {
        PrintWriter terminal = spec.commandLine().getOut();
        facts.forEach((name, value) -> terminal.printf(Locale.ROOT, "%-24s %s%n", name, value));
        refused.forEach((reason, count) -> terminal.printf(Locale.ROOT, "left out: %d, %s%n", count, reason));
        terminal.flush();
    }
}
