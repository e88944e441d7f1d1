package io.facestream.console.model;

import io.facestream.console.http.Refusal;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;

/**
 * With which model to look at pictures of a facebank.
 *
 * @param pack the model in force; the run's own where that is not at hand
 * @param problem why the model in force is not at hand, and what to do; empty where it is
 */
public record ChosenModel(ModelPack pack, String problem) {
    public ModelCard card() {
        return pack.embedding().card();
    }

    /** The model in force and no other: templates of two models are never compared. */
    public ModelPack requireInForce() throws Refusal {
        if (!problem.isEmpty()) {
            throw new Refusal(409, problem);
        }
        return pack;
    }
}
