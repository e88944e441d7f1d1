package io.facestream.evaluate.classify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.PictureVector;
import io.facestream.vision.evaluate.classify.ClosedSet.Answer;
import io.facestream.vision.evaluate.classify.ConfusionMatrix;
import io.facestream.vision.evaluate.classify.ThresholdChoice;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A result as files: all figures as JSON, and the confusion matrix as a table separated by commas. */
public final class ClassificationFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClassificationFiles() {}

    /** Writes all figures, replacing what was there; shares are 0 to 1. The matrix holds the cells that are not zero. */
    public static void writeJson(ClassificationResult result, boolean flip, Path file) throws IOException {
        ConfusionMatrix matrix = result.outcome().matrix();
        ObjectNode root = JSON.createObjectNode()
                .put("modelId", result.modelId())
                .put("flip", flip)
                .put("by", result.by().text())
                .put("leaveOneOut", result.leaveOneOut())
                .put("classes", matrix.classes().size())
                .put("enrolled", result.enrolled())
                .put("asked", matrix.all())
                .put("right", matrix.right())
                .put("accuracy", matrix.accuracy())
                .put("balancedAccuracy", matrix.balancedAccuracy())
                .put("lonePictures", result.outcome().lone())
                .put("picturesOfOtherClasses", result.strangers());
        root.putArray("accuracyInterval")
                .add(result.interval().low())
                .add(result.interval().high());
        thresholds(root.putArray("thresholds"), result);
        ArrayNode cells = root.putArray("confusion");
        for (ConfusionMatrix.Cell cell : matrix.cells()) {
            cells.addObject()
                    .put("shown", matrix.classes().get(cell.truth()))
                    .put("said", matrix.classes().get(cell.said()))
                    .put("count", cell.count());
        }
        ArrayNode wrong = root.putArray("wrong");
        for (Answer answer : result.outcome().answers()) {
            if (answer.said() != answer.truth()) {
                wrong.addObject()
                        .put("picture", result.asked().get(answer.probe()))
                        .put("said", matrix.classes().get(answer.said()))
                        .put("score", answer.score())
                        .put("ownScore", answer.own());
            }
        }
        ArrayNode refused = root.putArray("refusedPictures");
        for (PictureVector picture : result.refused()) {
            refused.addObject().put("name", picture.name()).put("detail", picture.detail());
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static void thresholds(ArrayNode array, ClassificationResult result) {
        for (int i = 0; i < result.thresholds().size(); i++) {
            ThresholdChoice choice = result.thresholds().get(i);
            ClassificationResult.Named named = result.named().get(i);
            array.addObject()
                    .put("chosenBy", choice.name())
                    .put("threshold", choice.threshold())
                    .put("falseAcceptRate", choice.falseAcceptRate())
                    .put("trueAcceptRate", choice.trueAcceptRate())
                    .put("namedRightly", named.rightly())
                    .put("namedWrongly", named.wrongly())
                    .put("nobody", named.nobody());
        }
    }

    /** Writes the matrix over the classes that occur: a row a class shown, a column a class answered, names first. */
    public static void writeMatrix(ConfusionMatrix matrix, Path file) throws IOException {
        List<Integer> used = matrix.used();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("shown");
            for (int said : used) {
                out.write("," + field(matrix.classes().get(said)));
            }
            out.write('\n');
            for (int truth : used) {
                out.write(field(matrix.classes().get(truth)));
                for (int said : used) {
                    out.write("," + matrix.count(truth, said));
                }
                out.write('\n');
            }
        }
    }

    private static String field(String name) {
        return name.matches("[^,\"\n\r]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
