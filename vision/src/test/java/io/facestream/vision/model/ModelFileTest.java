package io.facestream.vision.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    @TempDir
    Path folder;

    @Test
    void refusesAFileWhoseHashIsNotTheCards() throws Exception {
        Path file = Files.write(folder.resolve("net.onnx"), TinyModel.relu());

        assertThatThrownBy(() -> ModelFile.check(file, "0".repeat(64)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage(file + ": sha256 " + ModelFile.sha256(TinyModel.relu()) + " (expected: " + "0".repeat(64)
                        + ", from its card)");
    }

    @Test
    void refusesWhatIsNoModel() throws Exception {
        Path file = Files.writeString(folder.resolve("net.onnx"), "this is a text, not a model");

        assertThatThrownBy(() -> ModelFile.check(file, ModelFile.sha256(Files.readAllBytes(file))))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> ModelFile.read(folder.resolve("none.onnx")))
                .hasMessage(folder.resolve("none.onnx") + ": not found (expected: an ONNX model file)");
    }

    @Test
    void takesExternalDataFromItsOwnFolder() throws Exception {
        Files.write(folder.resolve("weights.bin"), new byte[4]);

        assertThatCode(() -> checkWithExternal("weights.bin")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../weights.bin", "/etc/hostname", "", "sub/../../weights.bin", "missing.bin", "..\\weights.bin"
            })
    void refusesExternalDataFromAnywhereElse(String location) throws Exception {
        Path inner = Files.createDirectory(folder.resolve("pack"));
        Files.write(folder.resolve("weights.bin"), new byte[4]);

        assertThatThrownBy(() -> checkWithExternal(inner, location))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("external data \"" + location + "\" of tensor w")
                .hasMessageContaining("(expected: a file inside the model's folder)");
    }

    @Test
    void refusesALinkThatLeadsOut() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("pack"));
        Path outside = Files.write(folder.resolve("weights.bin"), new byte[4]);
        Files.createSymbolicLink(inner.resolve("weights.bin"), outside);

        assertThatThrownBy(() -> checkWithExternal(inner, "weights.bin")).isInstanceOf(ModelRefusedException.class);
    }

    @Test
    void looksIntoNestedGraphsToo() throws Exception {
        OnnxMl.ModelProto tiny = OnnxMl.ModelProto.parseFrom(TinyModel.relu());
        OnnxMl.NodeProto branch = OnnxMl.NodeProto.newBuilder()
                .setOpType("If")
                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                        .setName("then_branch")
                        .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
                        .setG(OnnxMl.GraphProto.newBuilder().addInitializer(external("/etc/hostname"))))
                .build();
        byte[] bytes = tiny.toBuilder()
                .setGraph(tiny.getGraph().toBuilder().addNode(branch))
                .build()
                .toByteArray();

        assertThatThrownBy(() -> ModelFile.parse(folder.resolve("net.onnx"), bytes))
                .hasMessageContaining("external data \"/etc/hostname\"");
    }

    private void checkWithExternal(String location) throws Exception {
        checkWithExternal(folder, location);
    }

    private static void checkWithExternal(Path folder, String location) throws Exception {
        OnnxMl.ModelProto tiny = OnnxMl.ModelProto.parseFrom(TinyModel.relu());
        byte[] bytes = tiny.toBuilder()
                .setGraph(tiny.getGraph().toBuilder().addInitializer(external(location)))
                .build()
                .toByteArray();
        Path file = Files.write(folder.resolve("net.onnx"), bytes);
        ModelFile.check(file, ModelFile.sha256(bytes));
    }

    private static OnnxMl.TensorProto external(String location) {
        return OnnxMl.TensorProto.newBuilder()
                .setName("w")
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                .addDims(1)
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue(location))
                .build();
    }
}
