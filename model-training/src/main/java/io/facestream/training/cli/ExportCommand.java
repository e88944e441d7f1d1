package io.facestream.training.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.facestream.training.Engines;
import io.facestream.training.TrainingException;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.CardText;
import io.facestream.training.onnx.ExportOptions;
import io.facestream.training.onnx.ExportOptions.Norm;
import io.facestream.training.onnx.ExportOptions.PReluForm;
import io.facestream.training.onnx.FacePictures;
import io.facestream.training.onnx.Int8Export;
import io.facestream.training.onnx.ModelFolder;
import io.facestream.training.onnx.Noise;
import io.facestream.training.onnx.OnnxParity;
import io.facestream.vision.model.ModelCard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a trained network as an ONNX model with its card. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        header = "Write a trained network as an ONNX model with its card.",
        description = {
            "",
            "The model is compared with the network in ONNX Runtime, and nothing is written if they differ by more than 1e-4 of "
                    + "the largest value.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream train export --run runs/mine --out models/mine",
            "  ./facestream train export --weights mine.weights --out models/mine --check faces/ --pictures 256",
            "  ./facestream run --model models/mine --source door.mp4 --facebank people/",
        })
final class ExportCommand implements Runnable {
    private static final int NOISE = 4;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Option(names = "--run", paramLabel = "DIR", description = "Folder of a training: its best weights and its card.")
    private @Nullable Path run;

    @Option(names = "--weights", paramLabel = "FILE", description = "A file of weights, instead of --run.")
    private @Nullable Path weights;

    @Option(names = "--backbone", paramLabel = "NAME", description = "What the weights have to be of. Default: any.")
    private @Nullable String backbone;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for model.onnx and model.json.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--prelu",
            paramLabel = "FORM",
            defaultValue = "rewritten",
            description =
                    "${COMPLETION-CANDIDATES}: as depthwise convolutions, which run faster, or as ONNX's operator. "
                            + "Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private PReluForm prelu;

    @Option(
            names = "--norm",
            paramLabel = "PLACE",
            defaultValue = "outside",
            description =
                    "${COMPLETION-CANDIDATES}: where embeddings are brought to length 1. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Norm norm;

    @Option(
            names = "--no-fold",
            description = "Keep batch normalisations as they are, so that train import gives them back.")
    private boolean unfolded;

    @Option(
            names = "--int8",
            description = "Write a model of 8-bit integers too, into DIR/int8, calibrated on the faces of --check.")
    private boolean int8;

    @Option(names = "--check", paramLabel = "DIR", description = "Aligned faces to compare on. Default: noise.")
    private @Nullable Path check;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many faces of that folder. Default: ${DEFAULT-VALUE}.")
    private int pictures;

    @Option(
            names = "--colour",
            paramLabel = "ORDER",
            description = "RGB or BGR, as the network was trained. Default: that of the run's card, or RGB.")
    private ModelCard.@Nullable Colour colour;

    @Option(
            names = "--mean",
            paramLabel = "X",
            description = "Taken from each pixel of 0..255. Default: the card's, or 127.5.")
    private @Nullable Float mean;

    @Option(
            names = "--scale",
            paramLabel = "X",
            description = "What is left times this. Default: the card's, or 1/127.5.")
    private @Nullable Float scale;

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "Short name of the model. Default: the run's, or the backbone's.")
    private @Nullable String id;

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "The terms of the model. Default: the run's, or unknown.")
    private @Nullable String licence;

    @Option(
            names = "--origin",
            paramLabel = "TEXT",
            description = "What it was trained on. Default: the run's, or unknown.")
    private @Nullable String origin;

    @Override
    public void run() {
        if ((run == null) == (weights == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "export: " + (run == null ? "neither" : "both")
                            + " of --run and --weights given (expected: one of them)");
        }
        if (pictures < 1) {
            throw new ParameterException(spec.commandLine(), "--pictures: " + pictures + " (expected: above 0)");
        }
        if (int8 && check == null) {
            throw new ParameterException(
                    spec.commandLine(), "--int8: no --check (expected: a folder of aligned faces to calibrate on)");
        }
        try {
            export();
        } catch (IOException e) {
            throw new TrainingException(out + ": cannot be written (" + e.getMessage() + ")", e);
        }
    }

    private void export() throws IOException {
        WeightsFile file =
                WeightsFile.read(run == null ? java.util.Objects.requireNonNull(weights) : run.resolve("best.weights"));
        if (backbone != null && !file.backbone().toString().equalsIgnoreCase(backbone)) {
            throw new TrainingException(
                    "--backbone: " + backbone + " (expected: " + file.backbone() + ", which the weights are of)");
        }
        @Nullable ModelCard known = runsCard();
        ExportOptions options = new ExportOptions(!unfolded, prelu, norm, input(known));
        CardText text = text(known, file);
        List<float[]> compared =
                check == null ? Noise.pictures(NOISE) : FacePictures.of(check, pictures, options.input());
        Engines.start(1);
        ModelFolder folder = new ModelFolder(out);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH)) {
            OnnxParity parity = folder.write(file, options, text, compared, manager);
            print(
                    folder,
                    String.format(
                            Locale.ROOT,
                            "differs from its network by %.1e of the largest value on %d %s",
                            parity.relative(),
                            parity.pictures(),
                            check == null ? "pictures of noise" : "faces"));
        }
        if (int8) {
            ModelFolder small = new ModelFolder(out.resolve("int8"));
            Int8Export.Loss loss = Int8Export.write(small, file, options, text, compared);
            print(small, loss.sentence());
        }
    }

    private @Nullable ModelCard runsCard() {
        if (run == null || !Files.exists(run.resolve(ModelFolder.CARD))) {
            return null;
        }
        return ModelCard.read(run.resolve(ModelFolder.CARD));
    }

    private ModelCard.Input input(@Nullable ModelCard known) {
        ModelCard.Input base = known == null ? ExportOptions.RGB : known.input();
        if (mean == null && scale == null) {
            return new ModelCard.Input(
                    base.width(),
                    base.height(),
                    colour == null ? base.colour() : colour,
                    base.mean(),
                    base.scale(),
                    base.layout());
        }
        return ExportOptions.input(
                colour == null ? base.colour() : colour,
                mean == null ? base.mean(0) : mean,
                scale == null ? base.scale(0) : scale);
    }

    private CardText text(@Nullable ModelCard known, WeightsFile file) {
        CardText base = known == null
                ? new CardText(
                        file.backbone() + "-" + file.dimension(),
                        "unknown",
                        "unknown",
                        List.of("Which faces it was trained on was not said when it was exported."),
                        List.of(),
                        "")
                : CardText.of(known);
        return new CardText(
                id == null ? base.id() : id,
                licence == null ? base.licence() : licence,
                origin == null ? base.origin() : origin,
                origin == null ? base.notKnown() : known == null ? List.of() : base.notKnown(),
                base.thresholds(),
                base.thresholdsMeasuredOn());
    }

    private void print(ModelFolder folder, String more) throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.printf(Locale.ROOT, "%s: %,d bytes, %s%n", folder.model(), Files.size(folder.model()), more);
        terminal.flush();
    }
}
