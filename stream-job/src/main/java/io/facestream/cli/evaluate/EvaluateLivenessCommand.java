package io.facestream.cli.evaluate;

import io.facestream.evaluate.liveness.Instrument;
import io.facestream.evaluate.liveness.LivenessScores;
import io.facestream.evaluate.liveness.LivenessTrials;
import io.facestream.evaluate.liveness.Recapture;
import io.facestream.evaluate.liveness.Staging;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How often the liveness stage mistakes genuine faces for pictures, and pictures for genuine faces. */
@Command(
        name = "liveness",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how often genuine faces are called pictures, and attacks live.",
        description = {
            "",
            "Scores the largest face of each picture. BPCER is the share of genuine faces that are suspected, APCER the share of attacks of one"
                    + " kind that are not (ISO/IEC 30107-3); both are of single pictures, a run takes the median of a track's shots.",
            "",
            "Give attacks as your own camera sees them, one folder a kind: a print held before it, a phone. --simulate makes attacks out of"
                    + " the genuine pictures: it shows whether the model answers at all, not how it fares against real ones.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream evaluate liveness --genuine people/ --heights 48,64,96 --simulate",
            "  ./facestream evaluate liveness --genuine people/ --attacks prints/ --attacks phones/ --json liveness.json",
            "",
            "Pictures of a video: ffmpeg -i attack.mp4 -vf fps=2 prints/%04d.png",
            "Exit codes: 0 measured, 1 failed, 2 wrong usage.",
        })
final class EvaluateLivenessCommand implements Callable<Integer> {
    private static final long SEED = 1;
    private static final int SMALLEST = 32;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--genuine",
            paramLabel = "FOLDER",
            required = true,
            description = "Pictures of people who were before the camera themselves. May be repeated.")
    private List<Path> genuine = List.of();

    @Option(
            names = "--attacks",
            paramLabel = "FOLDER",
            description = "Pictures of one kind of attack, named as its folder. May be repeated.")
    private List<Path> attacks = List.of();

    @Option(
            names = "--heights",
            paramLabel = "PIXELS",
            split = ",",
            description =
                    "Also shrink the genuine pictures until their faces have these heights, as if they were farther away.")
    private List<Integer> heights = List.of();

    @Option(
            names = "--simulate",
            description = "Make prints and screens out of the genuine pictures, seeded; and the same pictures"
                    + " photographed again without either, to compare with.")
    private boolean simulate;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Score below which a face is suspected, 0..1. Default: the model's card.")
    private @Nullable Float threshold;

    @Option(
            names = "--model",
            paramLabel = "FOLDER",
            description = "Another pack with a liveness model. Default: the default pack.")
    private @Nullable Path model;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda:N or auto. Default: ${DEFAULT-VALUE}.")
    private Device device = Device.CPU;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures there.")
    private @Nullable Path json;

    private record Task(String name, boolean attack, List<Path> pictures, Optional<Staging> staging) {}

    @Override
    public Integer call() throws IOException {
        List<Task> tasks = tasks();
        if (threshold != null && !(threshold > 0 && threshold < 1)) {
            throw wrong("--threshold: " + threshold + " (expected: between 0 and 1)");
        }
        if (heights.stream().anyMatch(height -> height < SMALLEST)) {
            throw wrong(
                    "--heights: " + heights + " (expected: at least " + SMALLEST + ", the smallest face looked for)");
        }
        ModelPack pack = model == null ? ModelStore.defaultPack() : ModelPack.load(model);
        int total = tasks.stream().mapToInt(task -> task.pictures().size()).sum();
        ProgressLine progress = new ProgressLine("scoring");
        List<LivenessScores> sets = new ArrayList<>();
        try (LivenessTrials trials = new LivenessTrials(pack, device)) {
            int before = 0;
            for (Task task : tasks) {
                int done = before;
                sets.add(trials.score(
                        task.name(),
                        task.attack(),
                        task.pictures(),
                        task.staging(),
                        n -> progress.show((double) (done + n) / total, task.name())));
                before += task.pictures().size();
            }
            progress.done();
            report(trials, sets);
        } finally {
            progress.done();
        }
        if (sets.stream().allMatch(set -> set.faces() == 0)) {
            throw new IllegalStateException("evaluate liveness: no face in " + total
                    + " pictures (expected: faces of at least 32 pixels' height)");
        }
        return ExitCode.OK;
    }

    private List<Task> tasks() throws IOException {
        List<Task> tasks = new ArrayList<>();
        List<Path> all = new ArrayList<>();
        for (Path folder : genuine) {
            all.addAll(pictures("--genuine", folder));
        }
        tasks.add(new Task("genuine", false, all, Optional.empty()));
        for (Path folder : attacks) {
            String name = folder.toAbsolutePath().normalize().getFileName().toString();
            tasks.add(new Task(name, true, pictures("--attacks", folder), Optional.empty()));
        }
        for (int height : heights) {
            tasks.add(new Task(
                    "genuine, shrunk to " + height + " px", false, all, Optional.of(Staging.shrunkTo(height))));
        }
        if (simulate) {
            for (Instrument instrument : Instrument.values()) {
                tasks.add(new Task(
                        instrument.description(),
                        instrument != Instrument.NONE,
                        all,
                        Optional.of(new Recapture(instrument, SEED))));
            }
        }
        return tasks;
    }

    private List<Path> pictures(String option, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw wrong(option + ": " + folder + " (expected: a folder of pictures)");
        }
        List<Path> pictures = LivenessTrials.pictures(folder);
        if (pictures.isEmpty()) {
            throw wrong(option + ": no picture in " + folder + " (expected: JPEG, PNG or WebP)");
        }
        return pictures;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void report(LivenessTrials trials, List<LivenessScores> sets) throws IOException {
        float at = threshold == null ? trials.threshold() : threshold;
        LivenessReport report = new LivenessReport(trials, sets, at);
        PrintWriter out = spec.commandLine().getOut();
        report.print(out);
        out.flush();
        if (json != null) {
            Files.writeString(json, report.json());
            out.println("figures: " + json);
            out.flush();
        }
    }
}
