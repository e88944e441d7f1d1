package io.facestream.evaluate.identify;

import io.facestream.evaluate.identify.OpenSetEvaluation.Decided;
import io.facestream.evaluate.identify.OpenSetEvaluation.GalleryResult;
import io.facestream.vision.evaluate.IdentificationPoint;
import io.facestream.vision.evaluate.IdentificationScores;
import io.facestream.vision.evaluate.ImpostorScores;
import io.facestream.vision.evaluate.OperatingPoint.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An evaluation as lines for people. */
public record OpenSetReport(EnrolledPeople enrolled, ProbeSet probes, OpenSetEvaluation evaluation) {
    private static final int MOST_LISTED = 10;
    private static final List<Integer> RANKS = List.of(1, 5, 10);

    /** The whole report. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(head());
        if (searches().matedCount() > 0) {
            lines.add("");
            ranks(lines);
        }
        if (searches().nonMatedCount() > 0) {
            lines.add("");
            rates(lines);
            lines.add("");
            decisions(lines);
        }
        lines.addAll(doubts(evaluation.doubts()));
        lines.addAll(refusals(probes));
        return lines;
    }

    private IdentificationScores searches() {
        return evaluation.whole().scores();
    }

    private List<String> head() {
        GalleryResult whole = evaluation.whole();
        List<String> lines = new ArrayList<>();
        lines.add("gallery   " + enrolled.origin() + ": " + whole.people() + " people, " + whole.templates()
                + " templates of " + enrolled.modelName());
        if (!enrolled.summary().isEmpty()) {
            lines.add("          " + enrolled.summary());
        }
        lines.add("probes    " + probes.probes().size() + " pictures with a face, "
                + probes.refused().size() + " refused, " + probes.enrolled().size()
                + " left out (enrolled themselves)");
        lines.add("searches  " + people(true) + "; " + people(false));
        if (searches().matedCount() == 0) {
            lines.add("          no probe shows anybody enrolled: ranks and FNIR are not stated");
        }
        if (searches().nonMatedCount() == 0) {
            lines.add("          no probe shows anybody else: FPIR is not stated, nor FNIR at one");
        }
        return lines;
    }

    private String people(boolean mated) {
        Set<String> enrolledPeople = enrolled.people();
        List<Probe> kind = probes.probes().stream()
                .filter(probe -> enrolledPeople.contains(probe.person()) == mated)
                .toList();
        long people = kind.stream().map(Probe::person).distinct().count();
        return kind.size() + (mated ? " mated" : " non-mated") + " (of " + people + " people)";
    }

    private void ranks(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "%-22s%10s%28s%28s%28s",
                "templates a person",
                "templates",
                "rank 1 (95 %)",
                "rank 5",
                "rank 10"));
        for (GalleryResult gallery : evaluation.galleries()) {
            StringBuilder line = new StringBuilder(
                    String.format(Locale.ROOT, "%-22s%10d", "at most " + gallery.atMost(), gallery.templates()));
            for (int rank : RANKS) {
                line.append(String.format(
                        Locale.ROOT, "%28s", gallery.scores().withinRank(rank).percent()));
            }
            lines.add(line.toString());
        }
    }

    private void rates(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "%-22s%10s%11s%28s%28s  %s",
                "templates a person",
                "FPIR",
                "threshold",
                "FPIR found (95 %)",
                "FNIR (95 %)",
                "non-mated searches"));
        for (GalleryResult gallery : evaluation.galleries()) {
            for (double rate : OpenSetEvaluation.RATES) {
                IdentificationPoint point = gallery.scores().atFalsePositiveRate(rate);
                boolean none = point.support() == Support.NONE;
                lines.add(String.format(
                        Locale.ROOT,
                        "%-22s%10.0e%11s%28s%28s  %s",
                        "at most " + gallery.atMost(),
                        rate,
                        none ? "-" : String.format(Locale.ROOT, "%.4f", point.threshold()),
                        none ? "-" : point.fpir().percent(),
                        none ? "-" : point.fnir().percent(),
                        support(point.support(), rate)));
            }
        }
    }

    /** Whether there are searches enough, and how many would be. */
    private static String support(Support support, double rate) {
        return switch (support) {
            case NONE -> "too few: " + ImpostorScores.least(rate) + " to see one error";
            case FEW -> "few: " + ImpostorScores.enough(rate) + " for 30 errors";
            case GOOD -> "enough";
        };
    }

    private void decisions(List<String> lines) {
        if (evaluation.decisions().isEmpty()) {
            lines.add("The model's card has no thresholds: what the job would decide is not stated"
                    + " (./facestream calibrate model measures them).");
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "What the job decides of these pictures, each as a passage of one shot, with --fpir and a margin of %.2f:",
                evaluation.margin()));
        lines.add(String.format(
                Locale.ROOT, "%10s%11s%28s%28s", "--fpir", "threshold", "FPIR found (95 %)", "FNIR (95 %)"));
        for (Decided decided : evaluation.decisions()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%10.0e%11.4f%28s%28s%s",
                    decided.fpir(),
                    decided.threshold().value(),
                    decided.falsePositives().percent(),
                    decided.falseNegatives().percent(),
                    decided.threshold().clamped() ? "  beyond the card's table" : ""));
        }
    }

    /** What may be one person under two names, the most alike first; nothing if there is none. */
    public static List<String> doubts(List<Search> doubts) {
        if (doubts.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("very much alike though of different names; possibly wrong labels, which count as errors here ("
                + doubts.size() + "):");
        for (Search search : doubts.subList(0, Math.min(MOST_LISTED, doubts.size()))) {
            lines.add(String.format(
                    Locale.ROOT, "  %.4f  %s is like %s", search.best(), search.picture(), search.bestPerson()));
        }
        more(lines, doubts.size());
        return lines;
    }

    /** The pictures that gave no vector, by reason and by name; nothing if there is none. */
    public static List<String> refusals(ProbeSet probes) {
        if (probes.refused().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("refused (" + probes.refused().size() + "):");
        probes.refused().stream()
                .limit(MOST_LISTED)
                .forEach(refused -> lines.add("  "
                        + java.util.Objects.requireNonNull(refused.refusal()).text() + ": " + refused.detail()));
        more(lines, probes.refused().size());
        return lines;
    }

    private static void more(List<String> lines, int all) {
        if (all > MOST_LISTED) {
            lines.add("  ... and " + (all - MOST_LISTED) + " more (--json lists all)");
        }
    }
}
