package io.facestream.evaluate.verify;

import io.facestream.vision.evaluate.Decisions;
import io.facestream.vision.evaluate.FoldedAccuracy;
import io.facestream.vision.evaluate.Interval;
import io.facestream.vision.evaluate.OperatingPoint;
import java.util.Locale;

/** A result as a part of the report card: figures that do not depend on the machine, with what they were counted on. */
public final class VerificationMarkdown {
    private VerificationMarkdown() {}

    /**
     * The part.
     *
     * @param command that repeats it, with plain names for files
     * @param reading how pictures became vectors, a clause
     */
    public static String of(VerificationResult result, String command, String reading) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Same person or not, on the %d pairs of one person and %d of two of `%s` (%s). Model `%s`; %s; score: %s.",
                result.scores().sameCount(),
                result.scores().differentCount(),
                result.protocol().name(),
                result.protocol().format(),
                result.vectors().modelId(),
                reading,
                result.options().similarity().about());
        line(text, "");
        line(text, "| figure | value | 95 %% of repetitions |");
        line(text, "|---|---|---|");
        FoldedAccuracy folded = result.folded();
        row(
                text,
                "accuracy, " + result.accuracyOrigin(),
                VerificationResult.percent(result.accuracy())
                        + (folded == null ? "" : String.format(Locale.ROOT, " +- %.2f", 100 * folded.deviation())),
                result.intervals().accuracy());
        row(
                text,
                "area under the curve",
                String.format(Locale.ROOT, "%.3f %%", 100 * result.scores().areaUnderCurve()),
                result.intervals().areaUnderCurve());
        row(
                text,
                "equal error rate",
                VerificationResult.percent(result.scores().equalErrorRate()),
                result.intervals().equalErrorRate());
        points(text, result);
        line(text, "");
        decisions(text, result);
        line(
                text,
                "Repetitions: %d, %s drawn anew with replacement. %s",
                result.intervals().repetitions(),
                result.protocol().drawn().text(),
                acquired(result));
        line(text, "");
        line(text, "Repeat: `%s`", command);
        return text.toString();
    }

    private static void points(StringBuilder text, VerificationResult result) {
        for (int i = 0; i < result.points().size(); i++) {
            OperatingPoint point = result.points().get(i);
            String name = "TAR at FAR " + VerificationText.rate(point);
            switch (point.support()) {
                case NONE ->
                    line(
                            text,
                            "| %s | cannot be told from %d pairs of two people | |",
                            name,
                            result.scores().differentCount());
                case FEW ->
                    row(
                            text,
                            name + " (fewer than 30 false accepts: a hint)",
                            at(point),
                            result.intervals().trueAcceptRates().get(i));
                case GOOD ->
                    row(
                            text,
                            name,
                            at(point),
                            result.intervals().trueAcceptRates().get(i));
            }
        }
    }

    private static String at(OperatingPoint point) {
        return VerificationResult.percent(point.trueAcceptRate())
                + String.format(Locale.ROOT, " at %.4f", point.threshold());
    }

    private static void decisions(StringBuilder text, VerificationResult result) {
        Decisions decisions = result.decisions();
        line(
                text,
                "At the threshold %.4f (%s): accuracy %s, F1 %.4f, precision %s, recall %s, %d false accepts, %d false rejects.",
                result.threshold(),
                result.thresholdOrigin(),
                VerificationResult.percent(decisions.accuracy()),
                decisions.f1(),
                VerificationResult.percent(decisions.precision()),
                VerificationResult.percent(decisions.recall()),
                decisions.falseAccepts(),
                decisions.falseRejects());
    }

    private static String acquired(VerificationResult result) {
        String missing = result.missingPairs() == 0
                ? ""
                : " " + result.missingPairs() + " pairs lack a picture that can be read, and are left out.";
        return (result.facelessPairs() == 0
                        ? "No pair lacks a face."
                        : result.facelessPairs() + " pairs lack a face (FTA "
                                + VerificationResult.percent(result.failureToAcquire()) + "): "
                                + (result.options().refused() == TrialOptions.Refused.LEFT_OUT
                                        ? "left out of all rates."
                                        : "answered \"different\"."))
                + missing;
    }

    private static void row(StringBuilder text, String figure, String value, Interval interval) {
        line(text, "| %s | %s | %.2f to %.2f %% |", figure, value, 100 * interval.low(), 100 * interval.high());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
