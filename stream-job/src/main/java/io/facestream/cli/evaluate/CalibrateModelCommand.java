package io.facestream.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.calibrate.CalibrationResult;
import io.facestream.evaluate.calibrate.CardFile;
import io.facestream.evaluate.calibrate.ModelCalibration;
import io.facestream.evaluate.calibrate.PairCalibration;
import io.facestream.evaluate.calibrate.PassagePictures;
import io.facestream.evaluate.identify.PeopleFolder;
import io.facestream.evaluate.identify.PeopleFolder.PersonPicture;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.evaluate.LfwPairs;
import io.facestream.vision.evaluate.PicturePair;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the table of thresholds of a model's card. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure a model's thresholds by false-match rate, for its card.",
        description = {
            "",
            "An imported model begins with the default model's thresholds, which are not its own. --pictures measures all rows of the"
                    + " table as the default model's were: of each photograph a passage of shots is made, as a camera would have seen it,"
                    + " and held against everybody else. --pairs measures the row for one shot alone, which then stands for all.",
            "",
            "A rate is stated if ten false matches would be seen: 0.001 needs a hundred people or so, 0.000001 some four thousand.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream calibrate model --pictures photographs/ --model buffalo_l --write",
            "  ./facestream calibrate model --pictures crops/ --aligned --shots 3",
            "  ./facestream calibrate model --pairs pairs.txt --images photographs/ --model my.onnx --write",
        })
final class CalibrateModelCommand implements Callable<Integer> {
    private static final int LISTED = 10;
    private static final double LEAST_RATE = 1e-3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--pictures",
            paramLabel = "DIR",
            description = "Photographs of many people, DIR/PERSON/*.jpg|png|webp.")
    private @Nullable Path pictures;

    @Option(names = "--pairs", paramLabel = "FILE", description = "Pairs of pictures as LFW's pairs.txt lists them.")
    private @Nullable Path pairs;

    @Option(names = "--images", paramLabel = "DIR", description = "The pictures that --pairs names.")
    private @Nullable Path images;

    @Option(names = "--aligned", description = "The pictures are aligned 112 x 112 crops: no face is searched in them.")
    private boolean aligned;

    @Mixin
    private final ModelFlags models = new ModelFlags();

    @Option(
            names = "--shots",
            paramLabel = "N",
            description = "Shots of a passage that is made of a photograph. Default: " + ModelCalibration.SHOTS + ".")
    private int shots = ModelCalibration.SHOTS;

    @Option(
            names = "--same-people",
            paramLabel = "FILE",
            description = "Names in the collection that are known to be one person, a line NAME<TAB>NAME each.")
    private @Nullable Path same;

    @Option(names = "--write", description = "Replace the table in the model's card. Default: it is only shown.")
    private boolean write;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the table as JSON.")
    private @Nullable Path json;

    /** The table, and what it was measured on. */
    private record Measured(List<ThresholdRow> rows, String on) {}

    @Override
    public Integer call() throws Exception {
        if ((pictures == null) == (pairs == null) || (pairs == null) != (images == null)) {
            throw new ParameterException(
                    spec.commandLine(), "--pictures, or --pairs with --images: (expected: one of the two)");
        }
        ModelPack pack = models.pack();
        CardFile card = write ? CardFile.of(pack.embedding()) : null;
        Measured measured = pictures != null ? ofPictures(pictures, pack) : ofPairs(pack);
        print(measured, pack);
        if (json != null) {
            ObjectNode root = new ObjectMapper().createObjectNode();
            root.put("model", pack.embedding().card().id());
            root.put("measuredOn", measured.on());
            root.set("rows", new ObjectMapper().valueToTree(measured.rows()));
            Files.writeString(json, root.toPrettyString() + "\n");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (card != null) {
            card.write(measured.rows(), measured.on());
            out.println("written into " + card.json());
        } else {
            out.println("not written; --write puts the table into the card of an imported model or one of your own");
        }
        out.flush();
        return ExitCode.OK;
    }

    private Measured ofPictures(Path folder, ModelPack pack) throws IOException {
        List<PersonPicture> listed = PeopleFolder.of(folder).pictures();
        PassagePictures faces = read(listed, pack);
        tellRefused(faces.refused());
        ProgressLine line = new ProgressLine("measuring");
        CalibrationResult result;
        try {
            result = new ModelCalibration(
                            faces.people(),
                            pack,
                            IdentifyOptions.defaults().minShots(),
                            shots,
                            SamePeople.read(same),
                            line::show)
                    .measure();
        } finally {
            line.done();
        }
        List<ThresholdRow> rows = result.rows();
        if (rows.get(0).fmr().isEmpty() || last(rows) > LEAST_RATE) {
            throw new IllegalArgumentException(
                    "--pictures: " + folder + ": " + result.comparisons() + " comparisons of "
                            + result.people() + " people (expected: at least " + (long) (10 / LEAST_RATE)
                            + ", for a false-match rate of " + LEAST_RATE + "; a hundred people or so)");
        }
        return new Measured(
                rows,
                String.format(
                        Locale.ROOT,
                        "%,d simulated passages of %d shots (32 to 150 px with blur, noise and misalignment) of own pictures, each"
                                + " against the mean template of %,d people: %,d comparisons a row; from %d shots on the highest"
                                + " score of the passage",
                        result.passages(),
                        shots,
                        result.people(),
                        result.comparisons(),
                        IdentifyOptions.defaults().minShots()));
    }

    private PassagePictures read(List<PersonPicture> listed, ModelPack pack) {
        ProgressLine line = new ProgressLine("reading");
        try {
            return PassagePictures.read(
                    listed,
                    pack,
                    models.device(),
                    aligned,
                    done -> line.show((double) done / listed.size(), done + " of " + listed.size() + " pictures"));
        } finally {
            line.done();
        }
    }

    private Measured ofPairs(ModelPack pack) throws IOException, InterruptedException {
        List<PicturePair> listed = LfwPairs.read(java.util.Objects.requireNonNull(pairs)).folds().stream()
                .flatMap(List::stream)
                .toList();
        ProgressLine line = new ProgressLine("reading");
        PairCalibration found;
        try {
            found = PairCalibration.of(
                    listed,
                    java.util.Objects.requireNonNull(images),
                    pack,
                    models.device(),
                    aligned,
                    done -> line.show(done + " pictures"));
        } finally {
            line.done();
        }
        tellRefused(found.refused().stream().map(refused -> refused.detail()).toList());
        if (found.row().fmr().isEmpty() || last(List.of(found.row())) > LEAST_RATE) {
            throw new IllegalArgumentException("--pairs: " + pairs + ": " + found.different()
                    + " pairs of two people (expected: at least " + (long) (1 / LEAST_RATE)
                    + ", for a false-match rate of " + LEAST_RATE + ")");
        }
        return new Measured(
                List.of(found.row()),
                String.format(
                        Locale.ROOT,
                        "%,d pairs of photographs of two people, one picture against one (%,d pairs of one person beside them); for"
                                + " one shot, more were not measured",
                        found.different(),
                        found.same()));
    }

    private static double last(List<ThresholdRow> rows) {
        List<Double> rates = rows.get(0).fmr();
        return rates.get(rates.size() - 1);
    }

    private void tellRefused(List<String> refused) {
        if (!refused.isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("refused (" + refused.size() + "):");
            refused.stream().limit(LISTED).forEach(line -> out.println("  " + line));
            out.flush();
        }
    }

    private void print(Measured measured, ModelPack pack) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(pack.embedding().card().id() + ": " + measured.on());
        StringBuilder heading = new StringBuilder("shots");
        measured.rows().get(0).fmr().forEach(rate -> heading.append(String.format(Locale.ROOT, "%9.0e", rate)));
        out.println(heading);
        for (ThresholdRow row : measured.rows()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%5d", row.shots()));
            row.threshold().forEach(value -> line.append(String.format(Locale.ROOT, "%9.4f", value)));
            out.println(line);
        }
        double rarest = last(measured.rows());
        long people = (long) (-Math.log1p(-IdentifyOptions.defaults().fpir()) / rarest);
        out.println("the table ends at a rate of " + rarest + ": with --fpir "
                + IdentifyOptions.defaults().fpir() + " it serves up to " + people + " people");
    }
}
