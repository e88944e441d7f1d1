package io.facestream.evaluate.identify;

import io.facestream.vision.evaluate.IdentificationScores;
import io.facestream.vision.evaluate.Proportion;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.threshold.MatchThresholds;
import io.facestream.vision.threshold.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What probes came to in a gallery: by numbers of templates a person, and at the thresholds that the job would use.
 *
 * @param galleries the same people with at most 1, 2, ... templates each; the last has all
 * @param decisions what the job would decide of the last gallery; empty if the model's card has no thresholds
 * @param doubts non-mated searches whose score says that the person is enrolled under another name
 * @param margin least distance to the runner-up that stands behind the decisions
 */
public record OpenSetEvaluation(
        List<GalleryResult> galleries, List<Decided> decisions, List<Search> doubts, double margin) {
    /** Rates that are asked for. */
    public static final List<Double> RATES = List.of(1e-1, 1e-2, 1e-3);

    /** Numbers of templates a person that are looked at besides all. */
    private static final List<Integer> TEMPLATES = List.of(1, 2, 3, 5);

    /** So many false matches in a million comparisons: above that threshold two names may be one person. */
    private static final double SURELY_SAME_FPIR = 1e-3;

    /**
     * One gallery.
     *
     * @param atMost templates a person
     * @param templates altogether
     */
    public record GalleryResult(int atMost, int people, int templates, IdentificationScores scores) {}

    /**
     * The job's decisions at a setting of {@code fpir}, with its margin, each picture as a passage of one shot.
     *
     * @param threshold from the card, for the gallery's size
     */
    public record Decided(double fpir, Threshold threshold, Proportion falsePositives, Proportion falseNegatives) {}

    public OpenSetEvaluation {
        galleries = List.copyOf(galleries);
        decisions = List.copyOf(decisions);
        doubts = List.copyOf(doubts);
    }

    /**
     * Searches each gallery.
     *
     * @param margin least distance to the runner-up, for the decisions alone
     * @param seed draws which templates are left
     */
    public static OpenSetEvaluation of(
            EnrolledPeople enrolled, List<Probe> probes, ModelCard card, double margin, long seed) {
        if (probes.isEmpty()) {
            throw new IllegalArgumentException("probes: none with a face (expected: at least one)");
        }
        List<GalleryResult> galleries = new ArrayList<>();
        int most = enrolled.mostTemplates();
        int people = enrolled.people().size();
        for (int atMost : TEMPLATES) {
            if (atMost < most) {
                List<Template> drawn = enrolled.atMost(atMost, seed);
                IdentificationScores scores = GallerySearch.scores(GallerySearch.of(probes, drawn));
                galleries.add(new GalleryResult(atMost, people, drawn.size(), scores));
            }
        }
        List<Search> searches = GallerySearch.of(probes, enrolled.templates());
        galleries.add(new GalleryResult(most, people, enrolled.templates().size(), GallerySearch.scores(searches)));
        if (card.thresholds().isEmpty()) {
            return new OpenSetEvaluation(galleries, List.of(), List.of(), margin);
        }
        MatchThresholds table = MatchThresholds.of(card);
        return new OpenSetEvaluation(
                galleries, decisions(searches, table, people, margin), doubts(searches, table, people), margin);
    }

    private static List<Decided> decisions(List<Search> searches, MatchThresholds table, int people, double margin) {
        IdentificationScores scores = GallerySearch.scores(searches, margin);
        return RATES.stream()
                .map(rate -> {
                    Threshold threshold = table.at(rate, people, 1);
                    return new Decided(
                            rate,
                            threshold,
                            scores.falsePositives(threshold.value()),
                            scores.falseNegatives(threshold.value(), 1));
                })
                .toList();
    }

    /** Non-mated searches so much alike an enrolled person that the names are in doubt, the most alike first. */
    public static List<Search> doubts(List<Search> searches, MatchThresholds table, int people) {
        double sure = table.at(SURELY_SAME_FPIR, people, 1).value();
        return searches.stream()
                .filter(search -> !search.mated() && search.best() >= sure)
                .sorted(Comparator.comparingDouble(Search::best).reversed())
                .toList();
    }

    /** The gallery with all templates. */
    public GalleryResult whole() {
        return galleries.get(galleries.size() - 1);
    }
}
