package io.facestream.training.cli;

import io.facestream.training.TrainingException;
import io.facestream.training.bench.Bench;
import io.facestream.training.bench.ExportBench;
import io.facestream.training.bench.LoaderBench;
import io.facestream.training.bench.Measurement;
import io.facestream.training.bench.StepBench;
import io.facestream.training.net.Backbone;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train bench}: measures training and exported models in relation to yardsticks. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        header = "Measure how fast training and exported models are, here.",
        description = {
            "",
            "Prints a table and writes it as JSON. Speeds are ratios of two things measured in turns in one run.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream train bench step",
            "  ./facestream train bench loader --data faces/",
            "  ./facestream train bench export --data faces/ --backbone mobilefacenet",
            "",
            "Exit codes: 0 all goals met, 1 a goal missed or failed, 2 wrong usage.",
        })
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "bench: step, loader or export (expected: one of them)");
    }

    @Command(
            name = "step",
            mixinStandardHelpOptions = true,
            header = "Compare a step with DJL's own blocks and loop.",
            description = {"", "Wanted: 1.25 times the pictures a CPU second, and at most 3 GB of memory."})
    int step(
            @Option(
                            names = "--backbone",
                            paramLabel = "NAME",
                            defaultValue = "mobilefacenet",
                            description = "Default: ${DEFAULT-VALUE}.")
                    String backbone,
            @Option(names = "--batch", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.") int batch,
            @Option(names = "--classes", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}.") int classes,
            @Option(
                            names = "--threads",
                            split = ",",
                            defaultValue = "1,2",
                            description = "One comparison for each. Default: ${DEFAULT-VALUE}.")
                    List<Integer> threads,
            @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.") int rounds,
            @Option(names = "--steps", defaultValue = "2", description = "Of a turn. Default: ${DEFAULT-VALUE}.")
                    int steps,
            @Option(names = "--no-memory", description = "Start no processes to see how much memory either side takes.")
                    boolean noMemory,
            @Option(names = "--out", paramLabel = "DIR", description = "Default: .facestream/bench.") @Nullable
                    Path out)
            throws IOException {
        return measure(
                "step",
                () -> new StepBench(Backbone.named(backbone), batch, classes, threads, rounds, steps, !noMemory),
                out);
    }

    @Command(
            name = "loader",
            mixinStandardHelpOptions = true,
            header = "See how long a training waits for pictures.",
            description = {"", "Wanted: at most 5 % of its time, with one thread that reads pictures."})
    int loader(
            @Option(names = "--data", required = true, paramLabel = "WHERE", description = "As data.train takes it.")
                    String data,
            @Option(
                            names = "--backbone",
                            paramLabel = "NAME",
                            defaultValue = "mobilefacenet",
                            description = "Default: ${DEFAULT-VALUE}.")
                    String backbone,
            @Option(names = "--threads", defaultValue = "2", description = "Of a step. Default: ${DEFAULT-VALUE}.")
                    int threads,
            @Option(names = "--steps", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.") int steps,
            @Option(names = "--out", paramLabel = "DIR", description = "Default: .facestream/bench.") @Nullable
                    Path out)
            throws IOException {
        return measure("loader", () -> new LoaderBench(data, Backbone.named(backbone), threads, steps), out);
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            header = "Compare exported models with each other and with their networks.",
            description = {
                "",
                "Wanted: with PReLU rewritten 1.10 times the pictures; at most 1e-4 of the largest value between model and network."
            })
    int export(
            @Option(names = "--data", paramLabel = "DIR", description = "Aligned faces to compare on. Default: none.")
                    @Nullable
                    Path data,
            @Option(
                            names = "--backbone",
                            paramLabel = "NAME",
                            split = ",",
                            description = "To compare with their models. Default: all but the largest.")
                    @Nullable
                    List<String> backbones,
            @Option(names = "--pictures", defaultValue = "256", description = "Default: ${DEFAULT-VALUE}.")
                    int pictures,
            @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.") int rounds,
            @Option(names = "--out", paramLabel = "DIR", description = "Default: .facestream/bench.") @Nullable
                    Path out)
            throws IOException {
        return measure(
                "export",
                () -> new ExportBench(
                        Optional.ofNullable(data),
                        backbones == null
                                ? ExportBench.usual()
                                : backbones.stream().map(Backbone::named).toList(),
                        pictures,
                        rounds),
                out);
    }

    private int measure(String name, Supplier<Measurement> given, @Nullable Path out) throws IOException {
        Measurement measurement;
        try {
            measurement = given.get();
        } catch (TrainingException | IllegalArgumentException e) {
            throw new ParameterException(spec.subcommands().get(name), "--" + e.getMessage(), e);
        }
        PrintWriter terminal = spec.commandLine().getOut();
        Path folder = out == null ? ModelStore.home().resolve("bench") : out;
        boolean met = Bench.run(
                measurement,
                line -> {
                    terminal.println(line);
                    terminal.flush();
                },
                folder);
        return met ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
