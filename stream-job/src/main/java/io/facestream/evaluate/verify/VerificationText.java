package io.facestream.evaluate.verify;

import io.facestream.evaluate.PictureVector;
import io.facestream.vision.evaluate.Decisions;
import io.facestream.vision.evaluate.FoldedAccuracy;
import io.facestream.vision.evaluate.Interval;
import io.facestream.vision.evaluate.OperatingPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A result as lines for the terminal; the first is the accuracy alone. */
public final class VerificationText {
    /** Pictures that are named one by one. */
    private static final int NAMED = 10;

    private final VerificationResult result;
    private final List<String> lines = new ArrayList<>();

    private VerificationText(VerificationResult result) {
        this.result = result;
    }

    /** All of it. */
    public static List<String> of(VerificationResult result) {
        return new VerificationText(result).write();
    }

    private List<String> write() {
        say("accuracy %s", VerificationResult.percent(result.accuracy()));
        say("  %s%s", result.accuracyOrigin(), folds());
        say(
                "  95 %% of repetitions: %s (%s drawn anew, %d times)",
                interval(result.intervals().accuracy()),
                result.protocol().drawn().text(),
                result.intervals().repetitions());
        pairs();
        say(
                "model     %s, %s%s",
                result.vectors().modelId(),
                result.options().similarity().text(),
                " (" + result.options().similarity().about() + ")");
        say(
                "AUC       %.5f (%s)",
                result.scores().areaUnderCurve(), plain(result.intervals().areaUnderCurve()));
        say(
                "EER       %s (%s)",
                VerificationResult.percent(result.scores().equalErrorRate()),
                interval(result.intervals().equalErrorRate()));
        rates();
        decisions();
        refused("missing or unreadable", result.faults());
        refused("without a face", result.faceless());
        return Collections.unmodifiableList(lines);
    }

    private String folds() {
        FoldedAccuracy folded = result.folded();
        if (folded == null) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                ": +- %.2f, thresholds %.4f to %.4f",
                100 * folded.deviation(),
                Collections.min(folded.thresholds()),
                Collections.max(folded.thresholds()));
    }

    private void pairs() {
        say(
                "pairs     %d of one person, %d of two; %s: %d pairs of %d pictures (%s)",
                result.scores().sameCount(),
                result.scores().differentCount(),
                result.protocol().name(),
                result.protocol().pairs().size(),
                result.protocol().pictures().size(),
                result.protocol().format());
        if (result.missingPairs() > 0) {
            say("          %d left out: a picture is missing or unreadable", result.missingPairs());
        }
        if (result.facelessPairs() > 0) {
            say(
                    "          %d without a face (FTA %s): %s",
                    result.facelessPairs(),
                    VerificationResult.percent(result.failureToAcquire()),
                    result.options().refused() == TrialOptions.Refused.LEFT_OUT
                            ? "left out of all rates"
                            : "counted as answered \"different\"");
        }
    }

    private void rates() {
        say("FAR       threshold  TAR        95 %% of repetitions");
        for (int i = 0; i < result.points().size(); i++) {
            OperatingPoint point = result.points().get(i);
            if (point.support() == OperatingPoint.Support.NONE) {
                say(
                        "%-8s  cannot be told from %d pairs of two people (expected: at least %.0f)",
                        rate(point), result.scores().differentCount(), Math.ceil(1 / point.rate() - 1e-6));
            } else {
                say(
                        "%-8s  %9.4f  %-9s  %s%s",
                        rate(point),
                        point.threshold(),
                        VerificationResult.percent(point.trueAcceptRate()),
                        interval(result.intervals().trueAcceptRates().get(i)),
                        support(point));
            }
        }
    }

    private String support(OperatingPoint point) {
        return point.support() == OperatingPoint.Support.GOOD
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  on %d false accepts: a hint only (expected: 30)",
                        Math.round(point.falseAcceptRate() * result.scores().differentCount()));
    }

    private void decisions() {
        Decisions decisions = result.decisions();
        say("at threshold %.4f (%s)", result.threshold(), result.thresholdOrigin());
        say(
                "  accuracy %s, F1 %.4f, precision %s, recall (TAR) %s, FAR %s",
                VerificationResult.percent(decisions.accuracy()),
                decisions.f1(),
                VerificationResult.percent(decisions.precision()),
                VerificationResult.percent(decisions.recall()),
                VerificationResult.percent(1 - decisions.specificity()));
        say(
                "  %d accepted rightly, %d rejected wrongly, %d accepted wrongly, %d rejected rightly",
                decisions.trueAccepts(), decisions.falseRejects(), decisions.falseAccepts(), decisions.trueRejects());
    }

    private void refused(String what, List<PictureVector> pictures) {
        if (pictures.isEmpty()) {
            return;
        }
        say("%d pictures %s:", pictures.size(), what);
        pictures.stream().limit(NAMED).forEach(picture -> say("  %s", picture.detail()));
        if (pictures.size() > NAMED) {
            say("  and %d more (--json names all)", pictures.size() - NAMED);
        }
    }

    static String rate(OperatingPoint point) {
        return String.format(Locale.ROOT, "%.0e", point.rate()).replace("e-0", "e-");
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.2f to %.2f %%", 100 * interval.low(), 100 * interval.high());
    }

    private static String plain(Interval interval) {
        return String.format(Locale.ROOT, "%.5f to %.5f", interval.low(), interval.high());
    }

    private void say(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }
}
