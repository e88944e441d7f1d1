package io.facestream.facebank.enrolment;

import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The embedding model that makes the templates, and what its card means for enrolment.
 *
 * @param sha256 of its file
 * @param name for people
 * @param minNorm least length of a good face's vector
 * @param fmr false-match rates for single pictures, falling; empty if never measured
 * @param threshold the cosine that gives each of them
 */
record TemplateModel(String sha256, String name, float minNorm, List<Double> fmr, List<Double> threshold) {
    /**
     * A face that is enrolled must give a longer vector than one that is matched: for the default model 3.0 against 2.2, where 95 % of
     * good photographs give more than 3.0, and 95 % of what is no face less than 2.2.
     */
    private static final float ENROL_BY_MATCH_NORM = 3.0f / 2.2f;

    /**
     * Below this share of the threshold at one false match in a thousand a picture is far from its person. At the threshold itself one
     * in 800 of LFW's people would lose a good picture; at three quarters of it (0.25) those refused are LFW's known label errors.
     */
    private static final double OUTLIER_SHARE = 0.75;

    private static final double OUTLIER_FMR = 1e-3;

    private static final double LOOK_ALIKE_FMR = 1e-5;
    private static final double LOOK_ALIKE_FPIR = 0.01;

    /** For a model whose card has no thresholds: only what is certain for any ArcFace network. */
    private static final double UNMEASURED_SAME_PERSON = 0.2;

    private static final double UNMEASURED_LOOK_ALIKE = 0.65;

    static TemplateModel of(ModelPack pack) {
        ModelCard card = pack.embedding().card();
        float minNorm = minNormOf(card);
        return card.thresholds().stream()
                .filter(row -> row.shots() == 1)
                .findFirst()
                .map(row -> new TemplateModel(card.sha256(), card.id(), minNorm, row.fmr(), row.threshold()))
                .orElseGet(() -> new TemplateModel(card.sha256(), card.id(), minNorm, List.of(), List.of()));
    }

    static float minNormOf(ModelCard embedding) {
        return embedding.normGate() * ENROL_BY_MATCH_NORM;
    }

    /** Names everything about the models that a picture's finding depends on. */
    static String keyOf(ModelPack pack) {
        String cards = Stream.of(Optional.of(pack.detection()), pack.landmarks(), Optional.of(pack.embedding()))
                .flatMap(Optional::stream)
                .map(model -> model.card().toString())
                .collect(Collectors.joining("\n"));
        return cards + "\n" + AnalyzerOptions.defaults();
    }

    /** Mean cosine below which a picture is unlike the person's others. */
    double samePerson() {
        return fmr.isEmpty() ? UNMEASURED_SAME_PERSON : OUTLIER_SHARE * thresholdAt(OUTLIER_FMR);
    }

    /** Least cosine from which two people are too much alike, in a facebank of any size. */
    double lookAlike() {
        return lookAlike(1);
    }

    /**
     * Cosine from which two people of so many are too much alike: one would be taken for the other at the threshold that such a
     * facebank is searched with.
     */
    double lookAlike(int people) {
        return fmr.isEmpty()
                ? UNMEASURED_LOOK_ALIKE
                : thresholdAt(Math.min(LOOK_ALIKE_FMR, LOOK_ALIKE_FPIR / Math.max(1, people)));
    }

    /** By a straight line over the logarithm of the rate; the table's end beyond it. */
    private double thresholdAt(double rate) {
        int i = 0;
        while (i < fmr.size() && fmr.get(i) > rate) {
            i++;
        }
        if (i == 0 || i == fmr.size()) {
            return threshold.get(Math.min(i, fmr.size() - 1));
        }
        double from = Math.log(fmr.get(i - 1));
        double share = (Math.log(rate) - from) / (Math.log(fmr.get(i)) - from);
        return threshold.get(i - 1) + share * (threshold.get(i) - threshold.get(i - 1));
    }
}
