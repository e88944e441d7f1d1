package io.facestream.vision.model;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads model files that are not trusted: bytes whose hash is right, and a graph that reads nothing outside its own folder. */
final class ModelFile {
    private ModelFile() {}

    /** Refuses the file unless it has the hash and keeps its data to itself or to its folder. */
    static void check(Path file, String sha256) {
        parse(file, readVerified(file, sha256));
    }

    /** The file's bytes, whose SHA-256 is the given one. */
    static byte[] readVerified(Path file, String sha256) {
        byte[] bytes = read(file);
        String actual = sha256(bytes);
        if (!actual.equals(sha256)) {
            throw new ModelRefusedException(file + ": sha256 " + actual + " (expected: " + sha256 + ", from its card)");
        }
        return bytes;
    }

    /** The folder that a file lies in. */
    static Path folderOf(Path file) {
        return requireNonNull(file.toAbsolutePath().getParent(), "folder of " + file);
    }

    static byte[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelRefusedException(file + ": not found (expected: an ONNX model file)");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelRefusedException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The graph of the file's bytes, after its external data, if any, was found to lie inside the file's folder. */
    static OnnxMl.ModelProto parse(Path file, byte[] bytes) {
        OnnxMl.ModelProto model;
        try {
            model = OnnxMl.ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelRefusedException(file + ": not an ONNX model (" + e.getMessage() + ")", e);
        }
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new ModelRefusedException(file + ": holds no graph (expected: an ONNX model)");
        }
        ExternalData.check(file, model);
        return model;
    }
}
