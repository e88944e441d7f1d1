package io.facestream.training.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.facestream.training.Engines;
import io.facestream.training.TrainingException;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.BatchNormUnfolding;
import io.facestream.training.onnx.ExportOptions;
import io.facestream.training.onnx.FacePictures;
import io.facestream.training.onnx.Noise;
import io.facestream.training.onnx.OnnxImport;
import io.facestream.training.onnx.OnnxParity;
import io.facestream.training.onnx.OrtModel;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads an ONNX model's weights, to train on from. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        header = "Read the weights of an ONNX model, to train on from.",
        description = {
            "",
            "The model is one that train export wrote, or another project's of the same layers, as the default model is. What was "
                    + "read is compared with it in ONNX Runtime. Normalisations that were folded away get their statistics back from "
                    + "the faces of --faces; without them only what lies behind the backbone should be trained.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream train import node_modules/faceplugin-face-recognition-js/model/fr_feature.onnx --out start/ \\",
            "      --faces faces/ --colour BGR --mean 127 --scale 0.0078125",
        })
final class ImportCommand implements Runnable {
    private static final int NOISE = 2;
    private static final int BATCH = 32;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL.onnx", description = "The model.")
    @SuppressWarnings("NullAway.Init")
    private Path model;

    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            description = "What it is. Default: what its file says, or what fits.")
    private @Nullable String backbone;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for imported.weights. Default: write nothing.")
    private @Nullable Path out;

    @Option(
            names = "--faces",
            paramLabel = "DIR",
            description = "Aligned faces that normalisations get statistics from.")
    private @Nullable Path faces;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "256",
            description = "How many of them. Default: ${DEFAULT-VALUE}.")
    private int pictures;

    @Option(
            names = "--colour",
            paramLabel = "ORDER",
            defaultValue = "RGB",
            description = "RGB or BGR, as the model takes them. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private ModelCard.Colour colour;

    @Option(names = "--mean", paramLabel = "X", defaultValue = "127.5", description = "Default: ${DEFAULT-VALUE}.")
    private float mean;

    @Option(names = "--scale", paramLabel = "X", description = "Default: 1/127.5.")
    private @Nullable Float scale;

    @Override
    public void run() {
        if (pictures < 2) {
            throw new ParameterException(spec.commandLine(), "--pictures: " + pictures + " (expected: above 1)");
        }
        ModelProto proto = read();
        WeightsFile file;
        try {
            file = backbone == null ? OnnxImport.read(proto) : OnnxImport.read(proto, Backbone.named(backbone));
        } catch (TrainingException e) {
            throw new TrainingException(model + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
        Engines.start(1);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
                OrtModel judge = OrtModel.open(model, 1)) {
            say(file.backbone() + " of " + file.dimension() + " values, "
                    + compared(file.weights(), file, judge, manager));
            if (faces != null) {
                ModelCard.Input input = ExportOptions.input(colour, mean, scale == null ? 1 / 127.5f : scale);
                List<float[]> some = FacePictures.of(faces, pictures, input);
                Weights unfolded = BatchNormUnfolding.unfold(file.layer(), file.weights(), manager, some, BATCH);
                file = new WeightsFile(file.backbone(), file.dimension(), unfolded);
                say("statistics of " + some.size() + " faces, " + compared(unfolded, file, judge, manager));
            }
            write(file);
        }
    }

    private ModelProto read() {
        try {
            return ModelProto.parseFrom(Files.readAllBytes(model));
        } catch (InvalidProtocolBufferException e) {
            throw new TrainingException(model + ": not an ONNX model (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new TrainingException(model + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static String compared(Weights weights, WeightsFile file, OrtModel judge, NDManager manager) {
        List<float[]> noise = Noise.pictures(NOISE);
        try (NetBlock net = new NetBlock(file.layer(), weights, manager)) {
            OnnxParity parity = OnnxParity.of(judge, judge.givesUnitLengths(noise), net, noise)
                    .checked();
            return String.format(Locale.ROOT, "differs from the model by %.1e of its largest value", parity.relative());
        }
    }

    private void write(WeightsFile file) {
        if (out == null) {
            return;
        }
        Path target = out.resolve("imported.weights");
        try {
            Files.createDirectories(out);
            file.write(target);
        } catch (IOException e) {
            throw new TrainingException(target + ": cannot be written (" + e.getMessage() + ")", e);
        }
        say(target + " written");
    }

    private void say(String line) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(line);
        terminal.flush();
    }
}
