package io.facestream.cli;

import io.facestream.bench.Bench;
import io.facestream.bench.CapacityOptions;
import io.facestream.bench.ScaleOptions;
import io.facestream.bench.Workplace;
import io.facestream.vision.model.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            "  G1 G3 G9 G10 G11 frames scenes hard lfw evaluate recall latency console shadow scale taskmanagers gallery stages",
            "  coarse capacity calibrate",
            "",
            "Examples:",
            "  ./facestream bench G1 G3",
            "  ./facestream bench hard",
            "  ./facestream bench scale --cameras 100,1000",
            "  ./facestream bench capacity --costs docs/measured --visits 60",
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
            names = "--cameras",
            paramLabel = "N",
            split = ",",
            description = "Of scale: numbers of made cameras, rising. Default: 10,100,1000.")
    private @Nullable List<Integer> cameras;

    @Option(
            names = "--people",
            paramLabel = "N",
            description =
                    "Of scale: people enrolled; of gallery: templates of the largest one. Default: 10000 and 100000.")
    private @Nullable Integer people;

    @Option(
            names = "--visits",
            paramLabel = "N",
            description = "Of scale and capacity: people who pass a camera in an hour. Default: 240.")
    private @Nullable Integer visits;

    @Option(
            names = "--costs",
            paramLabel = "DIR",
            description =
                    "Of capacity: folder with what stages, scale, gallery and coarse measured. Default: that of --out.")
    private @Nullable Path costs;

    @Option(
            names = "--core-hour",
            paramLabel = "PRICE",
            defaultValue = "0.04",
            description = "Of capacity: price of a core for an hour. Default: ${DEFAULT-VALUE}.")
    private double coreHour;

    @Option(
            names = "--report",
            paramLabel = "PAGE",
            description = "Of capacity: the page whose tables and figures it writes.")
    private @Nullable Path report;

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
        Path folder = out == null ? Files.createDirectories(ModelStore.home()).resolve("bench") : out;
        Bench bench = bench(folder);
        if (list) {
            bench.describe().forEach(terminal::println);
            terminal.flush();
            return ExitCode.OK;
        }
        Workplace workplace = workplace(bench, terminal);
        return bench.run(names, workplace, folder) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Bench bench(Path folder) {
        ScaleOptions defaults = ScaleOptions.defaults();
        try {
            ScaleOptions scale = new ScaleOptions(
                    cameras == null ? defaults.cameras() : cameras,
                    people == null ? defaults.people() : people,
                    visits == null ? defaults.visitsAnHour() : visits);
            return new Bench(
                    scale,
                    new CapacityOptions(
                            costs == null ? folder : costs,
                            scale.visitsAnHour(),
                            coreHour,
                            Optional.ofNullable(report)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
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
