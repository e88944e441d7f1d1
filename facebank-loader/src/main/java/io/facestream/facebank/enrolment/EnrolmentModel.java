package io.facestream.facebank.enrolment;

import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a model's card means for enrolment. */
final class EnrolmentModel {
    /**
     * A face that is enrolled must give a longer vector than one that is matched: for the default model 3.0 against 2.2, where 99 % of
     * good photographs give more than 2.7 and 95 % of what is no face give less than 2.2.
     */
    private static final float ENROL_BY_MATCH_NORM = 3.0f / 2.2f;

    /** One in a thousand pairs of strangers is this much alike; a person's own pictures are, nearly always. */
    private static final double SAME_PERSON_FMR = 1e-3;

    /** One in a hundred thousand pairs of strangers is this much alike. */
    private static final double LOOK_ALIKE_FMR = 1e-5;

    /** For a model whose card has no thresholds: only what is certain for any ArcFace network. */
    private static final double UNMEASURED_SAME_PERSON = 0.2;

    private static final double UNMEASURED_LOOK_ALIKE = 0.65;

    private EnrolmentModel() {}

    static TemplateModel of(ModelPack pack) {
        ModelCard card = pack.embedding().card();
        return new TemplateModel(
                card.sha256(),
                card.id(),
                card.normGate() * ENROL_BY_MATCH_NORM,
                thresholdAt(card, SAME_PERSON_FMR),
                thresholdAt(card, LOOK_ALIKE_FMR));
    }

    /** Names everything about the models that a picture's finding depends on. */
    static String keyOf(ModelPack pack) {
        String cards = Stream.of(Optional.of(pack.detection()), pack.landmarks(), Optional.of(pack.embedding()))
                .flatMap(Optional::stream)
                .map(model -> model.card().toString())
                .collect(Collectors.joining("\n"));
        return cards + "\n" + AnalyzerOptions.defaults();
    }

    /** Threshold for single pictures, by a straight line over the logarithm of the rate; the table's end beyond it. */
    private static double thresholdAt(ModelCard card, double fmr) {
        List<ModelCard.ThresholdRow> rows =
                card.thresholds().stream().filter(row -> row.shots() == 1).toList();
        if (rows.isEmpty()) {
            return fmr == LOOK_ALIKE_FMR ? UNMEASURED_LOOK_ALIKE : UNMEASURED_SAME_PERSON;
        }
        List<Double> rates = rows.get(0).fmr();
        List<Double> thresholds = rows.get(0).threshold();
        int i = 0;
        while (i < rates.size() && rates.get(i) > fmr) {
            i++;
        }
        if (i == 0 || i == rates.size()) {
            return thresholds.get(Math.min(i, rates.size() - 1));
        }
        double from = Math.log(rates.get(i - 1));
        double share = (Math.log(fmr) - from) / (Math.log(rates.get(i)) - from);
        return thresholds.get(i - 1) + share * (thresholds.get(i) - thresholds.get(i - 1));
    }
}
