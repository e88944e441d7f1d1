package io.facestream.evaluate.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.PictureVector;
import io.facestream.vision.evaluate.Decisions;
import io.facestream.vision.evaluate.FoldedAccuracy;
import io.facestream.vision.evaluate.Interval;
import io.facestream.vision.evaluate.OperatingPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A result as JSON; shares are 0 to 1. */
public final class VerificationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VerificationJson() {}

    /** Writes a result, replacing what was there. */
    public static void write(VerificationResult result, boolean flip, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        Protocol protocol = result.protocol();
        root.put("protocol", protocol.name())
                .put("format", protocol.format())
                .put("modelId", result.vectors().modelId())
                .put("flip", flip)
                .put("similarity", result.options().similarity().text())
                .put("accuracy", result.accuracy())
                .put("accuracyOrigin", result.accuracyOrigin());
        interval(root, "accuracyInterval", result.intervals().accuracy());
        pairs(root.putObject("pairs"), result);
        folds(root, result.folded());
        root.put("areaUnderCurve", result.scores().areaUnderCurve());
        interval(root, "areaUnderCurveInterval", result.intervals().areaUnderCurve());
        root.put("equalErrorRate", result.scores().equalErrorRate());
        interval(root, "equalErrorRateInterval", result.intervals().equalErrorRate());
        root.putObject("intervals")
                .put("share", 0.95)
                .put("drawn", protocol.drawn().text())
                .put("repetitions", result.intervals().repetitions())
                .put("seed", result.options().seed());
        points(root.putArray("atFalseAcceptRates"), result);
        decisions(root.putObject("atThreshold"), result);
        ArrayNode refused = root.putArray("refusedPictures");
        for (PictureVector picture : result.vectors().refused()) {
            refused.addObject()
                    .put("name", picture.name())
                    .put(
                            "reason",
                            picture.refusal() == null ? "" : picture.refusal().text())
                    .put("detail", picture.detail());
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static void pairs(ObjectNode node, VerificationResult result) {
        node.put("listed", result.protocol().pairs().size())
                .put("pictures", result.protocol().pictures().size())
                .put("same", result.scores().sameCount())
                .put("different", result.scores().differentCount())
                .put("missing", result.missingPairs())
                .put("faceless", result.facelessPairs())
                .put("failureToAcquire", result.failureToAcquire())
                .put(
                        "facelessAs",
                        result.options().refused() == TrialOptions.Refused.LEFT_OUT ? "left-out" : "different");
    }

    private static void folds(ObjectNode root, @Nullable FoldedAccuracy folded) {
        if (folded == null) {
            return;
        }
        root.put("accuracyDeviation", folded.deviation());
        ArrayNode folds = root.putArray("folds");
        for (int i = 0; i < folded.accuracies().size(); i++) {
            folds.addObject()
                    .put("accuracy", folded.accuracies().get(i))
                    .put("threshold", folded.thresholds().get(i));
        }
    }

    private static void points(ArrayNode array, VerificationResult result) {
        for (int i = 0; i < result.points().size(); i++) {
            OperatingPoint point = result.points().get(i);
            ObjectNode node = array.addObject()
                    .put("rate", point.rate())
                    .put("support", point.support().name().toLowerCase(Locale.ROOT));
            if (point.support() != OperatingPoint.Support.NONE) {
                node.put("threshold", point.threshold())
                        .put("falseAcceptRate", point.falseAcceptRate())
                        .put("trueAcceptRate", point.trueAcceptRate());
                interval(
                        node,
                        "trueAcceptRateInterval",
                        result.intervals().trueAcceptRates().get(i));
            }
        }
    }

    private static void decisions(ObjectNode node, VerificationResult result) {
        Decisions decisions = result.decisions();
        node.put("threshold", result.threshold())
                .put("origin", result.thresholdOrigin())
                .put("trueAccepts", decisions.trueAccepts())
                .put("falseRejects", decisions.falseRejects())
                .put("falseAccepts", decisions.falseAccepts())
                .put("trueRejects", decisions.trueRejects())
                .put("accuracy", decisions.accuracy())
                .put("precision", decisions.precision())
                .put("recall", decisions.recall())
                .put("specificity", decisions.specificity())
                .put("f1", decisions.f1());
    }

    private static void interval(ObjectNode node, String name, Interval interval) {
        node.putArray(name).add(interval.low()).add(interval.high());
    }
}
