package io.facestream.facebank.enrolment;

import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import java.util.Comparator;
import java.util.stream.Collectors;

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
}
