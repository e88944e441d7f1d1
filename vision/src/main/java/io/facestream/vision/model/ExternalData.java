package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Refuses models whose tensors would be read from outside the model's folder: by absolute path, by "..", or through a link. */
final class ExternalData {
    private ExternalData() {}

    static void check(Path file, OnnxMl.ModelProto model) {
        checkGraph(file, model.getGraph());
        for (OnnxMl.FunctionProto function : model.getFunctionsList()) {
            for (OnnxMl.NodeProto node : function.getNodeList()) {
                checkNode(file, node);
            }
        }
    }

    /** True if any tensor's values lie in another file. */
    static boolean isUsedBy(OnnxMl.ModelProto model) {
        return model.getGraph().getInitializerList().stream().anyMatch(ExternalData::isExternal);
    }

    private static void checkGraph(Path file, OnnxMl.GraphProto graph) {
        for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
            checkTensor(file, tensor);
        }
        for (OnnxMl.SparseTensorProto sparse : graph.getSparseInitializerList()) {
            checkTensor(file, sparse.getValues());
            checkTensor(file, sparse.getIndices());
        }
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            checkNode(file, node);
        }
    }

    private static void checkNode(Path file, OnnxMl.NodeProto node) {
        for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasT()) {
                checkTensor(file, attribute.getT());
            }
            attribute.getTensorsList().forEach(tensor -> checkTensor(file, tensor));
            if (attribute.hasG()) {
                checkGraph(file, attribute.getG());
            }
            attribute.getGraphsList().forEach(graph -> checkGraph(file, graph));
        }
    }

    private static boolean isExternal(OnnxMl.TensorProto tensor) {
        return tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL
                || tensor.getExternalDataCount() > 0;
    }

    private static void checkTensor(Path file, OnnxMl.TensorProto tensor) {
        if (!isExternal(tensor)) {
            return;
        }
        String location = tensor.getExternalDataList().stream()
                .filter(entry -> entry.getKey().equals("location"))
                .map(OnnxMl.StringStringEntryProto::getValue)
                .findFirst()
                .orElse("");
        if (!liesInFolder(ModelFile.folderOf(file), location)) {
            throw new ModelRefusedException(file + ": external data \"" + location + "\" of tensor " + tensor.getName()
                    + " (expected: a file inside the model's folder)");
        }
    }

    private static boolean liesInFolder(Path folder, String location) {
        if (location.isBlank() || location.contains("\\")) {
            return false;
        }
        try {
            Path relative = Path.of(location);
            if (relative.isAbsolute()) {
                return false;
            }
            Path target = folder.resolve(relative).normalize();
            if (!target.startsWith(folder.normalize()) || !Files.isRegularFile(target)) {
                return false;
            }
            // a link inside the folder may still lead out of it
            return target.toRealPath().startsWith(folder.toRealPath());
        } catch (InvalidPathException | IOException e) {
            return false;
        }
    }
}
