package io.facestream.evaluate.look;

import io.facestream.facebank.Facebank;
import io.facestream.vision.evaluate.FoldedAccuracy;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/** All that is known of a model, and what was measured of it, as one page of HTML that opens offline. */
public final class ModelReport {
    private static final String RAW_NOTE =
            "Pairs that share a person are not independent: the figures are surer on many people than on"
                    + " many pictures of few.";
    private static final int MOST_ALIKE = 20;

    private final Page page;
    private final ModelCard card;

    /** Begins with the model itself. */
    public ModelReport(LocatedModel model) {
        card = model.card();
        page = new Page("Report on the model " + card.id());
        page.section("Model").facts(facts(model));
        card.notKnown().forEach(unknown -> page.note("Not known: " + unknown));
        thresholds();
    }

    private static Map<String, String> facts(LocatedModel model) {
        ModelCard card = model.card();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("id", card.id());
        facts.put("file", card.file());
        facts.put("SHA-256", card.sha256());
        facts.put("family", card.family().name().toLowerCase(Locale.ROOT));
        facts.put("licence", card.licence());
        facts.put("origin", card.origin());
        if (card.dimension() > 0) {
            facts.put("vector", card.dimension() + " values");
        }
        return facts;
    }

    private void thresholds() {
        if (card.thresholds().isEmpty()) {
            page.text("The card holds no thresholds: none were measured.");
            return;
        }
        page.text("Thresholds of the card, cosines by the rate of false matches of one comparison; measured on "
                + card.thresholdsMeasuredOn() + ".");
        List<String> columns = new ArrayList<>(List.of("false match rate"));
        Map<Double, List<String>> rows = new TreeMap<>(Comparator.reverseOrder());
        for (ThresholdRow row : card.thresholds()) {
            columns.add(row.shots() == 1 ? "1 shot" : row.shots() + " shots fused");
            row.fmr()
                    .forEach(rate -> rows.computeIfAbsent(
                            rate, r -> new ArrayList<>(List.of(String.format(Locale.ROOT, "%.0e", r)))));
            rows.forEach((rate, fields) -> {
                int at = row.fmr().indexOf(rate);
                while (fields.size() < columns.size() - 1) {
                    fields.add("");
                }
                fields.add(
                        at < 0
                                ? ""
                                : String.format(
                                        Locale.ROOT, "%.4f", row.threshold().get(at)));
            });
        }
        page.table(columns, List.copyOf(rows.values()));
    }

    /** Adds a verification on a protocol's pairs. */
    public ModelReport pairs(String protocol, PairTrial trial) {
        ScoreFigures figures = new ScoreFigures("cosine", trial.scores());
        int used = trial.scores().sameCount() + trial.scores().differentCount();
        page.section("Verification: " + protocol)
                .text(String.format(Locale.ROOT, "%,d of %,d pairs have both pictures.", used, trial.asked()));
        refusals(trial.refused());
        Map<String, String> facts = new LinkedHashMap<>();
        trial.accuracy().ifPresent(accuracy -> facts.put("accuracy over the folds", accuracy(accuracy)));
        facts.putAll(figures.facts());
        page.facts(facts)
                .note("The threshold is the best one for these very pairs, so that the figures there are optimistic;"
                        + " over folds, each is answered at the threshold of the others.")
                .table(ScoreFigures.operatingPointColumns(), figures.operatingPoints())
                .figures(figures.figures());
        return this;
    }

    private static String accuracy(FoldedAccuracy accuracy) {
        return String.format(
                Locale.ROOT,
                "%.2f %% ± %.2f (%d folds)",
                100 * accuracy.mean(),
                100 * accuracy.deviation(),
                accuracy.accuracies().size());
    }

    private void refusals(Map<String, Integer> refused) {
        if (!refused.isEmpty()) {
            int sum = refused.values().stream().mapToInt(Integer::intValue).sum();
            List<String> reasons = refused.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .toList();
            page.text(sum + " pictures gave no vector: " + String.join(", ", reasons) + ".");
        }
    }

    /**
     * Adds labelled pictures.
     *
     * @param progress is told what share is done
     */
    public ModelReport pictures(String where, LabelledVectors labelled, DoubleConsumer progress) {
        VectorFigures figures = new VectorFigures(labelled);
        page.section("Pictures: " + where)
                .text(String.format(
                        Locale.ROOT,
                        "%,d vectors of %,d people, from %,d pictures.",
                        labelled.labels().length,
                        labelled.names().size(),
                        labelled.asked()));
        refusals(labelled.refused());
        figures.verification()
                .ifPresent(scores -> page.facts(scores.facts())
                        .note("Each vector with each other one. " + RAW_NOTE)
                        .table(ScoreFigures.operatingPointColumns(), scores.operatingPoints())
                        .figures(scores.figures()));
        Confusions confusions = Confusions.of(labelled);
        if (confusions.asked() > 0) {
            page.text(String.format(
                    Locale.ROOT,
                    "Named after the nearest other vector, %,d of %,d get the right name.",
                    confusions.right(),
                    confusions.asked()));
        }
        confusions
                .map()
                .ifPresent(map -> page.note(
                                "In per cent of the pictures of the person shown, the people with most mistakes.")
                        .figures(List.of(new NamedFigure("confusions", map.figure()))));
        page.figures(figures.maps(1, progress))
                .note("In t-SNE, distances between groups and the sizes of groups mean nothing.")
                .figures(figures.strips())
                .note(
                        "The threshold of a strip is at four fifths of the way from the mean of two people's pairs to that of one"
                                + " person's.");
        return this;
    }

    /** Adds who looks like whom in a facebank. */
    public ModelReport facebank(Facebank facebank, LookAlikes lookAlikes) {
        page.section("Facebank")
                .text(String.format(
                        Locale.ROOT,
                        "Version %s: %,d templates of %,d people.",
                        facebank.version(),
                        facebank.records().size(),
                        lookAlikes.people()))
                .text(lookAlikes.risk(card))
                .note("Two people are as alike as their most alike templates.")
                .figures(List.of(new NamedFigure("look-alikes", lookAlikes.map().figure())))
                .table(
                        List.of("person", "and", "cosine"),
                        lookAlikes.mostAlike(MOST_ALIKE).stream()
                                .map(pair -> List.of(
                                        pair.person(), pair.other(), String.format(Locale.ROOT, "%.4f", pair.cosine())))
                                .toList());
        lookAlikes.scores().ifPresent(scores -> {
            ScoreFigures figures = new ScoreFigures("cosine", scores);
            page.facts(figures.facts()).note(RAW_NOTE).figures(figures.figures());
        });
        return this;
    }

    /** The page. */
    public String html() {
        return page.html();
    }
}
