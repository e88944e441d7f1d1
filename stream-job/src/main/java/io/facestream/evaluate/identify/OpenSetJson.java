package io.facestream.evaluate.identify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.identify.OpenSetEvaluation.Decided;
import io.facestream.evaluate.identify.OpenSetEvaluation.GalleryResult;
import io.facestream.vision.evaluate.DetPoint;
import io.facestream.vision.evaluate.IdentificationPoint;
import io.facestream.vision.evaluate.OperatingPoint.Support;
import io.facestream.vision.evaluate.Proportion;
import java.util.List;

/** An evaluation as JSON, with the points of its tradeoff curves. */
public final class OpenSetJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenSetJson() {}

    public static String of(OpenSetReport report) {
        OpenSetEvaluation evaluation = report.evaluation();
        ObjectNode root = JSON.createObjectNode();
        root.put("model", report.enrolled().modelName());
        root.put("people", evaluation.whole().people());
        root.put("templates", evaluation.whole().templates());
        root.put("matedSearches", evaluation.whole().scores().matedCount());
        root.put("nonMatedSearches", evaluation.whole().scores().nonMatedCount());
        root.put("enrolledThemselves", report.probes().enrolled().size());
        putRefused(root, report.probes());
        ArrayNode galleries = root.putArray("galleries");
        evaluation.galleries().forEach(gallery -> put(galleries.addObject(), gallery));
        ArrayNode decisions = root.putArray("jobDecides");
        for (Decided decided : evaluation.decisions()) {
            ObjectNode node = decisions.addObject();
            node.put("fpirSetting", decided.fpir());
            node.put("margin", evaluation.margin());
            node.put("threshold", decided.threshold().value());
            node.put("beyondTable", decided.threshold().clamped());
            put(node, "fpir", decided.falsePositives());
            put(node, "fnir", decided.falseNegatives());
        }
        putDoubts(root, evaluation.doubts());
        return root.toPrettyString() + "\n";
    }

    /** Lists pictures that gave no vector. */
    public static void putRefused(ObjectNode root, ProbeSet probes) {
        ArrayNode refused = root.putArray("refused");
        probes.refused().forEach(picture -> {
            ObjectNode node = refused.addObject();
            node.put("picture", picture.name());
            node.put("reason", String.valueOf(picture.refusal()));
            node.put("detail", picture.detail());
        });
    }

    /** Lists what may be one person under two names. */
    public static void putDoubts(ObjectNode root, List<Search> doubts) {
        ArrayNode array = root.putArray("possiblyWrongLabels");
        doubts.forEach(search -> {
            ObjectNode node = array.addObject();
            node.put("picture", search.picture());
            node.put("likePerson", search.bestPerson());
            node.put("score", search.best());
        });
    }

    private static void put(ObjectNode node, GalleryResult gallery) {
        node.put("templatesAPersonAtMost", gallery.atMost());
        node.put("people", gallery.people());
        node.put("templates", gallery.templates());
        if (gallery.scores().matedCount() > 0) {
            ObjectNode ranks = node.putObject("rank");
            for (int rank : List.of(1, 5, 10)) {
                put(ranks, String.valueOf(rank), gallery.scores().withinRank(rank));
            }
        }
        if (gallery.scores().nonMatedCount() > 0) {
            ArrayNode rates = node.putArray("atFpir");
            for (double rate : OpenSetEvaluation.RATES) {
                put(rates.addObject(), gallery.scores().atFalsePositiveRate(rate));
            }
        }
        ArrayNode det = node.putArray("det");
        for (DetPoint point : gallery.scores().tradeoff()) {
            ObjectNode one = det.addObject();
            one.put("threshold", point.threshold());
            one.put("fpir", point.fpir());
            one.put("fnir", point.fnir());
        }
    }

    private static void put(ObjectNode node, IdentificationPoint point) {
        node.put("asked", point.rate());
        node.put("support", point.support().name());
        if (point.support() != Support.NONE) {
            node.put("threshold", point.threshold());
            put(node, "fpir", point.fpir());
            put(node, "fnir", point.fnir());
        }
    }

    /** A rate with its counts and interval; nothing if there were no trials. */
    public static void put(ObjectNode node, String name, Proportion proportion) {
        if (proportion.isStated()) {
            ObjectNode rate = node.putObject(name);
            rate.put("rate", proportion.rate());
            rate.put("count", proportion.count());
            rate.put("of", proportion.of());
            rate.put("low95", proportion.low());
            rate.put("high95", proportion.high());
        }
    }
}
