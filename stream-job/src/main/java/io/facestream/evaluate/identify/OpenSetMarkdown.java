package io.facestream.evaluate.identify;

import io.facestream.evaluate.identify.OpenSetEvaluation.Decided;
import io.facestream.evaluate.identify.OpenSetEvaluation.GalleryResult;
import io.facestream.vision.evaluate.IdentificationPoint;
import io.facestream.vision.evaluate.IdentificationScores;
import io.facestream.vision.evaluate.ImpostorScores;
import io.facestream.vision.evaluate.OperatingPoint.Support;
import java.util.Locale;

/** An evaluation as a part of the report card: figures only, nobody is named. */
public final class OpenSetMarkdown {
    private OpenSetMarkdown() {}

    public static String of(OpenSetReport report) {
        OpenSetEvaluation evaluation = report.evaluation();
        IdentificationScores scores = evaluation.whole().scores();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Gallery: %d people, %d templates of `%s`. Probes: single pictures, %d mated and %d non-mated searches; %d refused.%n",
                evaluation.whole().people(),
                evaluation.whole().templates(),
                report.enrolled().modelName(),
                scores.matedCount(),
                scores.nonMatedCount(),
                report.probes().refused().size()));
        text.append("In brackets the 95 % confidence interval. All rates hold for this size of gallery.\n\n");
        if (scores.matedCount() > 0) {
            text.append("| templates a person | rank 1 | rank 5 | rank 10 |\n|---|---|---|---|\n");
            for (GalleryResult gallery : evaluation.galleries()) {
                text.append(row(
                        "at most " + gallery.atMost(),
                        gallery.scores().withinRank(1).percent(),
                        gallery.scores().withinRank(5).percent(),
                        gallery.scores().withinRank(10).percent()));
            }
            text.append("\n");
        }
        if (scores.nonMatedCount() == 0) {
            return text + "No non-mated search: FPIR is not stated.\n";
        }
        text.append(
                "| templates a person | FPIR asked for | threshold | FNIR | non-mated searches |\n|---|---|---|---|---|\n");
        for (GalleryResult gallery : evaluation.galleries()) {
            for (double rate : OpenSetEvaluation.RATES) {
                text.append(row(gallery, gallery.scores().atFalsePositiveRate(rate)));
            }
        }
        decisions(text, evaluation);
        return text.toString();
    }

    private static String row(GalleryResult gallery, IdentificationPoint point) {
        boolean none = point.support() == Support.NONE;
        String support = switch (point.support()) {
            case NONE -> "too few (" + ImpostorScores.least(point.rate()) + " to see one error)";
            case FEW -> "few (" + ImpostorScores.enough(point.rate()) + " for 30 errors)";
            case GOOD -> "enough";
        };
        return row(
                "at most " + gallery.atMost(),
                String.valueOf(point.rate()),
                none ? "-" : String.format(Locale.ROOT, "%.4f", point.threshold()),
                none ? "-" : point.fnir().percent(),
                support);
    }

    private static void decisions(StringBuilder text, OpenSetEvaluation evaluation) {
        if (evaluation.decisions().isEmpty()) {
            return;
        }
        text.append(String.format(
                Locale.ROOT,
                "%nAt the thresholds that the job takes from the model's card, with a margin of %.2f, each picture as a passage of one shot:%n%n",
                evaluation.margin()));
        text.append("| --fpir | threshold | FPIR found | FNIR |\n|---|---|---|---|\n");
        for (Decided decided : evaluation.decisions()) {
            text.append(row(
                    String.valueOf(decided.fpir()),
                    String.format(Locale.ROOT, "%.4f", decided.threshold().value())
                            + (decided.threshold().clamped() ? " (end of the card's table)" : ""),
                    decided.falsePositives().percent(),
                    decided.falseNegatives().percent()));
        }
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
