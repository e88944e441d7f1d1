package io.facestream.cli.evaluate;

import io.facestream.cli.RunConfigFile;
import io.facestream.evaluate.ReportCard;
import io.facestream.evaluate.video.SceneFolder;
import io.facestream.evaluate.video.SceneRun;
import io.facestream.evaluate.video.SceneSet;
import io.facestream.evaluate.video.VideoReport;
import io.facestream.job.run.JobOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the whole job on videos whose truth is known, and says how often it was wrong. */
@Command(
        name = "video",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how often the whole job is wrong, on videos whose truth is known.",
        description = {
            "",
            "Runs the job on each scene of a folder (NAME.mp4 with NAME.gt.jsonl beside it) and compares what it says with the truth: who was"
                    + " missed, wrongly named or named though not enrolled, by passage and by track; what was said too often; how soon the"
                    + " name came; why there is none. Each rate comes with its counts and 95 %% bounds.",
            "",
            "The truth is one line of JSON a passage:",
            "  {\"id\": \"anna\", \"t0\": 1.0, \"t1\": 9.5, \"rect\": [60, 40, 300, 300]}",
            "with times in seconds, a rectangle [x, y, width, height] in pixels that holds the face all the time, and null as the id of a"
                    + " stranger; or one line a frame (docs/evaluate-video.md).",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream evaluate video --scenes scenes/ --facebank people/",
            "  ./facestream evaluate video --scenes scenes/ --report report.md",
            "  ./facestream evaluate video --scenes door/ --scenes hall/ --fpir 0.001",
            "",
            "Exit codes: 0 all scenes evaluated, 1 something was left out (it is listed) or failed, 2 wrong usage.",
        })
final class EvaluateVideoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--scenes",
            paramLabel = "DIR",
            description = "Folder of videos and their truth. May be repeated: each is a run of its own.")
    private List<Path> scenes = List.of();

    @Option(
            names = "--facebank",
            paramLabel = "FOLDER|FILE",
            description =
                    "Who can be recognised: PERSON/*.jpg|png|webp, or a facebank file. Default: the folder people in each --scenes.")
    private @Nullable String facebank;

    @Option(
            names = "--facebank-key",
            paramLabel = "FILE",
            description =
                    "Key that opens the facebank's templates. Default: environment variable FACESTREAM_FACEBANK_KEY.")
    private @Nullable String facebankKey;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file with settings of the job, as of ./facestream run; its cameras are not heeded.")
    private @Nullable Path config;

    @Option(names = "--model", paramLabel = "FILE|FOLDER", description = "Another embedding model, or another pack.")
    private @Nullable String model;

    @Option(
            names = "--fpir",
            paramLabel = "P",
            description = "Share of strangers' passages that may get a name; sets the threshold. Default: 0.01.")
    private @Nullable String fpir;

    @Option(names = "--device", paramLabel = "D", description = "cpu, cuda:N or auto. Default: auto.")
    private @Nullable String device;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write all figures as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write the figures into a Markdown page; only its part named by --part is replaced.")
    private @Nullable Path report;

    @Option(
            names = "--part",
            defaultValue = "video-scenes",
            paramLabel = "NAME",
            description =
                    "Part of the page, between <!-- begin NAME --> and <!-- end NAME -->. Default: ${DEFAULT-VALUE}.")
    private String part = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Keep events.jsonl and annotations.jsonl of the run there. Default: they are deleted.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        ReportCard card = report == null ? null : card(report);
        if (card != null) {
            card.check();
        }
        List<SceneFolder> folders = new ArrayList<>();
        for (Path folder : scenes) {
            folders.add(SceneFolder.read(folder));
        }
        folders.forEach(folder -> check(configuration, folder));
        VideoReport found = new VideoReport(evaluate(configuration, folders), repeat());
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(found.toTable());
        terminal.flush();
        if (json != null) {
            Files.writeString(json, found.toJson());
        }
        if (card != null) {
            card.write(found.toMarkdown());
        }
        return found.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Configuration configuration() throws IOException {
        if (scenes.isEmpty()) {
            throw wrong("--scenes: none (expected: a folder with NAME.mp4 and NAME.gt.jsonl)", null);
        }
        Configuration configuration = new Configuration();
        try {
            if (config != null) {
                configuration.addAll(RunConfigFile.read(config).configuration());
            }
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
        set(configuration, JobOptions.FACEBANK, facebank);
        set(configuration, JobOptions.FACEBANK_KEY, facebankKey);
        set(configuration, JobOptions.MODEL, model);
        set(configuration, JobOptions.FPIR, fpir);
        set(configuration, JobOptions.DEVICE, device);
        return configuration;
    }

    private ReportCard card(Path page) {
        try {
            return new ReportCard(page, part);
        } catch (IllegalArgumentException e) {
            throw wrong("--" + e.getMessage(), null);
        }
    }

    /** Wrong settings are told before the first scene is run. */
    private void check(Configuration configuration, SceneFolder folder) {
        try {
            new SceneRun(configuration, Path.of("out")).settings(folder, facebankOf(configuration, folder));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private static Path facebankOf(Configuration configuration, SceneFolder folder) {
        return configuration
                .getOptional(JobOptions.FACEBANK)
                .map(Path::of)
                .orElse(folder.folder().resolve("people"));
    }

    private List<SceneSet> evaluate(Configuration configuration, List<SceneFolder> folders) throws Exception {
        Path work = out == null ? Files.createTempDirectory("facestream-evaluate") : out;
        List<SceneSet> sets = new ArrayList<>();
        try {
            for (int i = 0; i < folders.size(); i++) {
                SceneFolder folder = folders.get(i);
                Path own = folders.size() == 1 ? work : work.resolve(String.valueOf(i + 1));
                sets.add(new SceneRun(configuration, own).run(folder, facebankOf(configuration, folder)));
            }
        } finally {
            if (out == null) {
                delete(work);
            }
        }
        return sets;
    }

    /** The command that was given, with names of folders instead of paths: it stands on a page that others read. */
    private String repeat() {
        List<String> words = new ArrayList<>(List.of("./facestream evaluate video"));
        scenes.forEach(folder -> words.add("--scenes " + name(folder) + "/"));
        if (facebank != null) {
            words.add("--facebank " + name(Path.of(facebank)) + (Files.isDirectory(Path.of(facebank)) ? "/" : ""));
        }
        if (config != null) {
            words.add("--config " + name(config));
        }
        if (model != null) {
            words.add("--model " + name(Path.of(model)));
        }
        if (fpir != null) {
            words.add("--fpir " + fpir);
        }
        return String.join(" ", words);
    }

    private static Path name(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path : name;
    }

    private static void set(Configuration configuration, ConfigOption<?> option, @Nullable String value) {
        if (value != null) {
            configuration.setString(option.key(), value);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private ParameterException wrong(String message, @Nullable Throwable cause) {
        return cause == null
                ? new ParameterException(spec.commandLine(), message)
                : new ParameterException(spec.commandLine(), message, cause);
    }
}
