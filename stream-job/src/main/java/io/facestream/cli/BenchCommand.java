package io.facestream.cli;

import io.facestream.bench.Bench;
import io.facestream.bench.Workplace;
import io.facestream.vision.model.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the parts in relation to yardsticks, and the whole on scenes whose truth is known. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how fast and how right this is, here.",
        description = {
            "",
            "Prints a table for each measurement and writes it as JSON. Speeds are ratios of two things measured in turns in one run.",
            "Needs the test data; the hard scenes and console also need ffmpeg, the hard scenes Python with Pillow (Debian: ffmpeg"
                    + " python3-pil), latency needs GStreamer's RTSP server.",
            "",
        },
        footer = {
            "",
            "Measurements (--list says what each is):",
            "  G1 G3 G9 G10 G11 frames scenes hard lfw evaluate recall latency console shadow calibrate",
            "",
            "Examples:",
            "  ./facestream bench G1 G3",
            "  ./facestream bench hard",
            "",
            "Exit codes: 0 all goals met, 1 a goal missed or failed, 2 wrong usage.",
        })
final class BenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "What to measure. Default: everything that has a goal.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Say what can be measured.")
    private boolean list;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Turns of each comparison, of which the median counts. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--shared",
            paramLabel = "DIR",
            description = "Folder with data and tools. Default: shared beside the project.")
    private @Nullable Path shared;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for NAME.json. Default: .facestream/bench.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        PrintWriter terminal = spec.commandLine().getOut();
        Bench bench = new Bench();
        if (list) {
            bench.describe().forEach(terminal::println);
            terminal.flush();
            return ExitCode.OK;
        }
        Path folder = out == null ? Files.createDirectories(ModelStore.home()).resolve("bench") : out;
        Workplace workplace = workplace(bench, terminal);
        return bench.run(names, workplace, folder) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Workplace workplace(Bench bench, PrintWriter terminal) {
        try {
            bench.requireKnown(names);
            return new Workplace(shared == null ? besideTheProject() : shared, rounds, line -> {
                terminal.println(line);
                terminal.flush();
            });
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Path besideTheProject() {
        Path root = Path.of(System.getProperty("facestream.root", ""))
                .toAbsolutePath()
                .normalize();
        return root.resolveSibling("shared");
    }
}
