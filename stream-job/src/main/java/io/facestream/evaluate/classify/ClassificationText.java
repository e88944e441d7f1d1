package io.facestream.evaluate.classify;

import io.facestream.evaluate.PictureVector;
import io.facestream.vision.evaluate.classify.ClosedSet;
import io.facestream.vision.evaluate.classify.ConfusionMatrix;
import io.facestream.vision.evaluate.classify.ThresholdChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A result as lines for the terminal; the first is the accuracy alone. */
public final class ClassificationText {
    /** Classes of which the whole matrix is shown; of more, only what was confused. */
    private static final int WHOLE_MATRIX = 12;

    private static final int NAMED = 10;

    private final ClassificationResult result;
    private final ConfusionMatrix matrix;
    private final List<String> lines = new ArrayList<>();

    private ClassificationText(ClassificationResult result) {
        this.result = result;
        this.matrix = result.outcome().matrix();
    }

    /** All of it. */
    public static List<String> of(ClassificationResult result) {
        return List.copyOf(new ClassificationText(result).write());
    }

    private List<String> write() {
        say("accuracy %.2f %%", 100 * matrix.accuracy());
        say(
                "  %d of %d named rightly by the nearest %s%s; classes weighing the same: %.2f %%",
                matrix.right(),
                matrix.all(),
                result.by() == ClosedSet.By.CENTROID ? "mean of a class" : "picture",
                result.leaveOneOut() ? ", each as if it were not enrolled" : "",
                100 * matrix.balancedAccuracy());
        say(
                "  95 %% of repetitions: %.2f to %.2f %% (classes drawn anew)",
                100 * result.interval().low(), 100 * result.interval().high());
        say(
                "model     %s; %d pictures of %d classes enrolled",
                result.modelId(), result.enrolled(), matrix.classes().size());
        leftOut();
        thresholds();
        if (matrix.used().size() <= WHOLE_MATRIX) {
            matrix();
        } else {
            confused();
        }
        refused();
        return lines;
    }

    private void leftOut() {
        if (result.outcome().lone() > 0) {
            say(
                    "          %d pictures not asked about: %s",
                    result.outcome().lone(),
                    result.leaveOneOut() ? "their class's only one" : "their class has no enrolled face");
        }
        if (result.strangers() > 0) {
            say("          %d pictures not asked about: their class is not enrolled", result.strangers());
        }
    }

    private void thresholds() {
        say("threshold  own class  other classes  named: rightly  wrongly  nobody   chosen by");
        for (int i = 0; i < result.thresholds().size(); i++) {
            ThresholdChoice choice = result.thresholds().get(i);
            ClassificationResult.Named named = result.named().get(i);
            say(
                    "%9.4f  %7.2f %%  %11.4f %%  %14d  %7d  %6d   %s",
                    choice.threshold(),
                    100 * choice.trueAcceptRate(),
                    100 * choice.falseAcceptRate(),
                    named.rightly(),
                    named.wrongly(),
                    named.nobody(),
                    choice.name());
        }
        if (result.outcome().step() > 1) {
            say(
                    "           (of the scores against other classes each %dth was kept)",
                    result.outcome().step());
        }
    }

    private void matrix() {
        List<Integer> used = matrix.used();
        int width = Math.max(
                6,
                used.stream()
                        .mapToInt(label -> matrix.classes().get(label).length())
                        .max()
                        .orElse(0));
        StringBuilder heading = new StringBuilder(pad("shown", width));
        used.forEach(said -> heading.append("  ").append(pad(matrix.classes().get(said), width)));
        say("%s", heading);
        for (int truth : used) {
            StringBuilder row = new StringBuilder(pad(matrix.classes().get(truth), width));
            used.forEach(said -> row.append("  ").append(pad(String.valueOf(matrix.count(truth, said)), width)));
            say("%s", row);
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private void confused() {
        List<ConfusionMatrix.Cell> wrong = matrix.wrong();
        if (wrong.isEmpty()) {
            return;
        }
        say("taken for another (%d pairs of classes; --confusion and --json hold all):", wrong.size());
        wrong.stream()
                .limit(NAMED)
                .forEach(cell -> say(
                        "  %s for %s: %d of %d",
                        matrix.classes().get(cell.truth()),
                        matrix.classes().get(cell.said()),
                        cell.count(),
                        matrix.shown(cell.truth())));
    }

    private void refused() {
        List<PictureVector> refused = result.refused();
        if (refused.isEmpty()) {
            return;
        }
        say("%d pictures without a vector, left out:", refused.size());
        refused.stream().limit(NAMED).forEach(picture -> say("  %s", picture.detail()));
        if (refused.size() > NAMED) {
            say("  and %d more (--json names all)", refused.size() - NAMED);
        }
    }

    private void say(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
