package io.facestream.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.liveness.LivenessScores;
import io.facestream.evaluate.liveness.LivenessTrials;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was found of a liveness model, as tables and as JSON. */
final class LivenessReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double[] THRESHOLDS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    private final LivenessTrials trials;
    private final List<LivenessScores> sets;
    private final float threshold;

    LivenessReport(LivenessTrials trials, List<LivenessScores> sets, float threshold) {
        this.trials = trials;
        this.sets = sets;
        this.threshold = threshold;
    }

    void print(PrintWriter out) {
        out.printf(Locale.ROOT, "%s, suspected below %.2f; single pictures%n%n", trials.modelId(), threshold);
        out.printf("%-26s %8s %10s %8s  %s%n", "", "faces", "suspected", "median", "error rate");
        for (LivenessScores set : sets) {
            out.printf(
                    Locale.ROOT,
                    "%-26s %8d %10d %8.3f  %s %.1f %%%s%n",
                    set.name(),
                    set.faces(),
                    set.suspected(threshold),
                    set.median(),
                    rateName(set),
                    100 * set.errorRate(threshold),
                    set.withoutFace() == 0 ? "" : " (" + set.withoutFace() + " more pictures show no face)");
        }
        printHeights(out);
        printThresholds(out);
        Map<String, Integer> refused = trials.refused();
        if (!refused.isEmpty()) {
            out.printf(
                    "%npictures refused: %s%n",
                    refused.entrySet().stream()
                            .map(reason -> reason.getValue() + " " + reason.getKey())
                            .collect(Collectors.joining(", ")));
        }
        out.printf(Locale.ROOT, "%n%.1f CPU ms a face%n", trials.millisAFace());
    }

    private void printHeights(PrintWriter out) {
        out.printf("%nby height of the face in pixels%n");
        for (LivenessScores set : sets) {
            out.printf(
                    "%-26s %s%n",
                    set.name(),
                    set.byHeight().stream()
                            .map(band -> String.format(
                                    Locale.ROOT,
                                    "%s: %.1f %% of %d",
                                    range(band),
                                    100 * band.scores().errorRate(threshold),
                                    band.scores().faces()))
                            .collect(Collectors.joining("   ")));
        }
    }

    private void printThresholds(PrintWriter out) {
        out.printf("%nerror rate in %% at other thresholds%n%-26s", "");
        for (double other : THRESHOLDS) {
            out.printf(Locale.ROOT, " %5.1f", other);
        }
        out.println();
        for (LivenessScores set : sets) {
            out.printf("%-26s", set.name());
            for (double other : THRESHOLDS) {
                out.printf(Locale.ROOT, " %5.1f", 100 * set.errorRate(other));
            }
            out.println();
        }
    }

    private static String rateName(LivenessScores set) {
        return set.attack() ? "APCER" : "BPCER";
    }

    private static String range(LivenessScores.Band band) {
        return band.toHeight() == Integer.MAX_VALUE
                ? band.fromHeight() + "+"
                : band.fromHeight() + "-" + (band.toHeight() - 1);
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("model", trials.modelId());
        root.put("threshold", rounded(threshold));
        root.put("cpuMillisAFace", rounded(trials.millisAFace()));
        ObjectNode refused = root.putObject("refused");
        trials.refused().forEach(refused::put);
        sets.stream()
                .filter(LivenessScores::attack)
                .max(Comparator.comparingDouble(set -> set.errorRate(threshold)))
                .ifPresent(worst -> root.put("highestApcer", rounded(worst.errorRate(threshold))));
        for (LivenessScores set : sets) {
            ObjectNode node = root.withArray("sets").addObject();
            node.put("name", set.name());
            node.put("attack", set.attack());
            node.put("withoutFace", set.withoutFace());
            figures(node, set, threshold);
            for (LivenessScores.Band band : set.byHeight()) {
                ObjectNode height = node.withArray("byHeight").addObject();
                height.put("heights", range(band));
                figures(height, band.scores(), threshold);
            }
            for (double other : THRESHOLDS) {
                node.withArray("byThreshold")
                        .addObject()
                        .put("threshold", other)
                        .put("errorRate", rounded(set.errorRate(other)));
            }
        }
        return root.toPrettyString() + System.lineSeparator();
    }

    private static void figures(ObjectNode node, LivenessScores set, double threshold) {
        node.put("faces", set.faces());
        node.put("suspected", set.suspected(threshold));
        node.put("median", rounded(set.median()));
        node.put(set.attack() ? "apcer" : "bpcer", rounded(set.errorRate(threshold)));
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
