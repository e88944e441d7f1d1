package io.facestream.cli.evaluate;

import io.facestream.evaluate.pictures.PredictionPlan;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** Hands videos to the command {@code run}: there is one pipeline for video, and it is not here. */
final class PredictedVideos {
    private final CommandSpec spec;
    private final PeopleFlags people;
    private final ModelFlags models;
    private final boolean blurUnknown;

    PredictedVideos(CommandSpec spec, PeopleFlags people, ModelFlags models, boolean blurUnknown) {
        this.spec = spec;
        this.people = people;
        this.models = models;
        this.blurUnknown = blurUnknown;
    }

    /** Runs all videos that can be read; the others come to {@code failed}. The result is the run's exit code. */
    int run(PredictionPlan plan, String facebank, Map<String, String> failed) throws IOException {
        List<String> paths = plan.videos().stream()
                .map(video -> video.toAbsolutePath().toString())
                .toList();
        List<CameraSpec> readable = new ArrayList<>();
        for (CameraSpec video : CameraSpec.parseAll(paths)) {
            try (FrameGrabber grabber = FrameGrabber.of(video)) {
                grabber.open();
                if (!grabber.decode()) {
                    throw new IOException("no frame in it (expected: at least one)");
                }
                readable.add(video);
            } catch (IOException e) {
                failed.put(video.uri(), video.uri() + ": " + e.getMessage());
            }
        }
        if (readable.isEmpty()) {
            return ExitCode.OK;
        }
        if (plan.videoFile().isEmpty()) {
            return run(readable, facebank, plan.videoFolder());
        }
        return runToFile(readable, facebank, plan);
    }

    private int runToFile(List<CameraSpec> video, String facebank, PredictionPlan plan) throws IOException {
        Files.createDirectories(plan.videoFolder());
        Path temporary = Files.createTempDirectory(plan.videoFolder(), ".predict");
        try {
            int code = runQuietly(video, facebank, temporary);
            Path drawn = temporary.resolve(video.get(0).id() + ".annotated.mp4");
            if (code == ExitCode.OK) {
                Path copy = plan.videoFolder().resolve(plan.videoFile());
                Files.move(drawn, copy, StandardCopyOption.REPLACE_EXISTING);
                spec.commandLine().getOut().println("annotated: " + copy);
                spec.commandLine().getOut().flush();
            }
            return code;
        } finally {
            try (Stream<Path> files = Files.list(temporary)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(temporary);
        }
    }

    /** What the run says of its folder would be wrong: it is gone at the end. */
    private int runQuietly(List<CameraSpec> video, String facebank, Path folder) {
        PrintWriter terminal = spec.commandLine().getOut();
        StringWriter said = new StringWriter();
        CommandLine run = command();
        run.setOut(new PrintWriter(said));
        int code;
        try {
            code = run(video, facebank, folder);
        } finally {
            run.setOut(terminal);
        }
        said.toString().lines().filter(line -> !line.startsWith("results: ")).forEach(terminal::println);
        terminal.flush();
        return code;
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec.root().commandLine().getSubcommands().get("run"));
    }

    private int run(List<CameraSpec> videos, String facebank, Path folder) {
        List<String> arguments = new ArrayList<>();
        for (CameraSpec video : videos) {
            arguments.add("--source=" + video.id() + "=" + video.uri());
        }
        arguments.add("--facebank=" + facebank);
        arguments.add("--fpir=" + people.fpir());
        arguments.add("--out=" + folder);
        arguments.add("--device=" + models.device());
        if (people.key() != null) {
            arguments.add("--facebank-key=" + people.key());
        }
        if (models.model() != null) {
            arguments.add("--model=" + models.model());
        }
        if (blurUnknown) {
            arguments.add("--blur-unknown");
        }
        return command().execute(arguments.toArray(String[]::new));
    }
}
