package io.facestream.training.onnx;

import ai.djl.ndarray.NDManager;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.facestream.training.TrainingException;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.WeightsFile;
import io.facestream.vision.model.ModelCard;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A folder with {@code model.onnx} and its card {@code model.json}, which {@code ./facestream run --model} takes as it is. */
public final class ModelFolder {
    /** Name of the model's file. */
    public static final String MODEL = "model.onnx";
    /** Name of its card. */
    public static final String CARD = "model.json";

    private final Path folder;

    public ModelFolder(Path folder) {
        this.folder = folder;
    }

    public Path model() {
        return folder.resolve(MODEL);
    }

    public Path card() {
        return folder.resolve(CARD);
    }

    /**
     * Exports a network, once its model was found to compute the same.
     *
     * @param pictures to compare on, each [3, 112, 112]
     * @param manager of the engine
     * @throws TrainingException if the two differ by more than {@link OnnxParity#LIMIT}; nothing is written then
     */
    public OnnxParity write(
            WeightsFile weights, ExportOptions options, CardText text, List<float[]> pictures, NDManager manager)
            throws IOException {
        byte[] bytes = OnnxExport.model(weights, options).toByteArray();
        OnnxParity parity;
        try (OrtModel model = OrtModel.open(bytes, 1);
                NetBlock net = new NetBlock(weights.layer(), weights.weights(), manager)) {
            boolean normalised = options.norm() == ExportOptions.Norm.INSIDE;
            parity = OnnxParity.of(model, normalised, net, pictures).checked();
        }
        write(bytes, text, weights.dimension(), options.input());
        return parity;
    }

    /** Writes a model that was checked already. */
    void write(ModelProto model, CardText text, int dimension, ModelCard.Input input) throws IOException {
        write(model.toByteArray(), text, dimension, input);
    }

    private void write(byte[] model, CardText text, int dimension, ModelCard.Input input) throws IOException {
        Files.createDirectories(folder);
        replace(model(), model);
        text.card(MODEL, sha256(model), dimension, input).write(card());
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.write(part, content);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
