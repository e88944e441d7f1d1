package io.facestream.training.onnx;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import java.util.ArrayList;
import java.util.List;

/**
 * What a card says of a model that its file cannot tell.
 *
 * @param id short name that events and facebanks carry
 * @param licence the terms, {@code unknown} if nothing is known
 * @param origin what it was trained on, and how
 * @param notKnown what a user should know is not known, one sentence each
 * @param thresholds cosine by false-match rate, empty if never measured
 * @param thresholdsMeasuredOn where they were measured, empty if never
 */
public record CardText(
        String id,
        String licence,
        String origin,
        List<String> notKnown,
        List<ThresholdRow> thresholds,
        String thresholdsMeasuredOn) {

    public CardText {
        notKnown = List.copyOf(notKnown);
        thresholds = List.copyOf(thresholds);
    }

    /** The text of another model's card. */
    public static CardText of(ModelCard card) {
        return new CardText(
                card.id(),
                card.licence(),
                card.origin(),
                card.notKnown(),
                card.thresholds(),
                card.thresholdsMeasuredOn());
    }

    /** Of a model derived from this one: its thresholds were not measured, and something more is to be said. */
    CardText derived(String suffix, String sentence) {
        List<String> sentences = new ArrayList<>(notKnown);
        sentences.add(sentence);
        return new CardText(id + suffix, licence, origin, sentences, List.of(), "");
    }

    ModelCard card(String file, String sha256, int dimension, ModelCard.Input input) {
        return new ModelCard(
                ModelCard.SCHEMA_VERSION,
                id,
                ModelCard.Task.EMBEDDING,
                ModelCard.Family.ARCFACE,
                file,
                sha256,
                input,
                ModelCard.Resize.STRETCH,
                dimension,
                0,
                0,
                0,
                List.of(),
                licence,
                origin,
                notKnown,
                thresholds,
                thresholdsMeasuredOn);
    }
}
