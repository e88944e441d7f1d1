package io.facestream.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.pictures.FaceFinder;
import io.facestream.evaluate.pictures.KnownPeople;
import io.facestream.evaluate.pictures.PictureIdentifier;
import io.facestream.evaluate.pictures.PicturePrediction;
import io.facestream.evaluate.pictures.PredictionPlan;
import io.facestream.evaluate.pictures.SeenFace;
import io.facestream.terminal.ErrorLines;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.Png;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Annotates pictures and videos with who is in them. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Say who is in pictures and videos, and draw it on copies of them.",
        description = {
            "",
            "A face in a picture is seen once: it gets a name by the model card's threshold for one look and as many people as "
                    + "the facebank has, and a margin to the next best person. Each face without a name is told with the reason. Videos "
                    + "go through the same job as with ./facestream run, which looks at a face many times.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream predict party.jpg --facebank people/ --out seen.jpg",
            "  ./facestream predict photos/ --facebank people/ --out seen/ --blur-unknown --json seen.json",
            "  ./facestream predict door.mp4 --facebank people/ --out seen/",
            "",
            "Exit codes: 0 done, 1 failed or some files failed (the others are done), 2 wrong usage.",
        })
public final class PredictCommand implements Callable<Integer> {
    private static final int QUALITY = 92;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PICTURE|FOLDER|VIDEO",
            description = "A picture, a video, or a folder with everything below it.")
    private Path input = Path.of("");

    @Mixin
    private final PeopleFlags people = new PeopleFlags();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER|FILE",
            description = "Where the annotated copies go, as NAME.annotated.jpg; or the copy of the one file.")
    private Path out = Path.of("");

    @Option(names = "--blur-unknown", description = "Make faces without a name unrecognisable in the copies.")
    private boolean blurUnknown;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write all faces and their candidates as JSON.")
    private @Nullable Path json;

    @Mixin
    private final ModelFlags models = new ModelFlags();

    private final Map<String, String> failed = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        String facebank = people.facebank();
        PredictionPlan plan = plan();
        if (plan.pictures().isEmpty() && plan.videos().isEmpty()) {
            throw new IOException(input + ": no picture and no video (expected: at least one)");
        }
        ObjectNode report = JSON.createObjectNode();
        report.put("schemaVersion", 1);
        if (!plan.pictures().isEmpty()) {
            pictures(plan.pictures(), report);
        }
        int videos = plan.videos().isEmpty()
                ? ExitCode.OK
                : new PredictedVideos(spec, people, models, blurUnknown).run(plan, facebank, failed);
        plan.videos().forEach(video -> report.withArray("videos").add(video.toString()));
        failed.forEach((file, reason) ->
                report.withArray("failed").addObject().put("file", file).put("reason", reason));
        if (json != null) {
            Files.writeString(json, report.toPrettyString() + "\n");
        }
        PrintWriter err = spec.commandLine().getErr();
        failed.forEach((file, reason) -> err.println("facestream: failed: " + reason));
        err.flush();
        return failed.isEmpty() ? videos : Integer.valueOf(ExitCode.SOFTWARE);
    }

    private PredictionPlan plan() throws IOException {
        try {
            return PredictionPlan.of(input, out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void pictures(List<PredictionPlan.Copy> pictures, ObjectNode report) {
        PrintWriter terminal = spec.commandLine().getOut();
        ProgressLine line = new ProgressLine("predicting");
        int named = 0;
        int faces = 0;
        try (KnownPeople known = people.open(models);
                FaceFinder finder = FaceFinder.open(models.pack(), models.device())) {
            terminal.println("threshold: " + known.thresholdInWords());
            report.put("model", finder.card().id())
                    .put("modelSha256", known.modelId())
                    .put("facebankVersion", known.version())
                    .put("people", known.people())
                    .put("threshold", known.threshold(1));
            report.putArray("pictures");
            PictureIdentifier identifier = new PictureIdentifier(finder, known, people.fpir(), blurUnknown);
            for (int i = 0; i < pictures.size(); i++) {
                PicturePrediction prediction = predict(pictures.get(i), identifier);
                if (prediction != null) {
                    terminal.println(prediction.text());
                    terminal.flush();
                    report.withArray("pictures").add(prediction.toJson(JSON));
                    faces += prediction.faces().size();
                    named += (int) prediction.faces().stream()
                            .filter(face -> face.decision().isIdentified())
                            .count();
                }
                line.show((i + 1.0) / pictures.size(), i + 1 + " of " + pictures.size() + " pictures");
            }
        } finally {
            line.done();
        }
        terminal.printf(
                "pictures: %d, failed: %d; faces: %d, with a name: %d, without: %d%n",
                pictures.size(), failed.size(), faces, named, faces - named);
        terminal.flush();
    }

    private @Nullable PicturePrediction predict(PredictionPlan.Copy one, PictureIdentifier identifier) {
        try (Picture picture = PictureReader.read(one.picture())) {
            List<SeenFace> faces = identifier.identify(picture);
            identifier.draw(picture, faces);
            Files.createDirectories(
                    Objects.requireNonNull(one.copy().toAbsolutePath().getParent()));
            boolean png =
                    one.copy().toString().toLowerCase(java.util.Locale.ROOT).endsWith(".png");
            Files.write(one.copy(), png ? Png.encode(picture) : Jpeg.encode(picture, QUALITY));
            return new PicturePrediction(one.name(), one.copy().toString(), faces);
        } catch (IOException e) {
            failed.put(one.name(), ErrorLines.describe(e));
            return null;
        }
    }
}
