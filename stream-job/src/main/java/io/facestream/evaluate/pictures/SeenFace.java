package io.facestream.evaluate.pictures;

import io.facestream.job.identify.Decision;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.render.AnnotatedFace;
import io.facestream.vision.Face;
import java.util.Locale;

/** A face of a picture and who it is. */
public record SeenFace(Face face, Decision decision) {
    /** In a few words: {@code ann 0.81}, or {@code unknown (below threshold: ann 0.31)}. */
    public String text() {
        if (decision.isIdentified()) {
            return String.format(Locale.ROOT, "%s %.2f", decision.personId(), decision.score());
        }
        return "unknown (" + reason() + ")";
    }

    /** Why it has no name, with what tells most about it; empty if it has one. */
    public String reason() {
        String words = decision.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (decision.reason()) {
            case NONE, FACEBANK_EMPTY -> decision.isIdentified() ? "" : words;
            case BELOW_THRESHOLD ->
                words + ": " + ranked(0) + String.format(Locale.ROOT, ", threshold %.2f", decision.threshold());
            case AMBIGUOUS ->
                decision.topK().size() < 2 ? words + ": " + ranked(0) : words + ": " + ranked(0) + ", " + ranked(1);
            case TOO_SMALL ->
                words
                        + String.format(
                                Locale.ROOT, ": %.0f pixels", face.quality().boxHeight());
            case BLURRED ->
                words
                        + String.format(
                                Locale.ROOT, ": sharpness %.2f", face.quality().sharpness());
            case TURNED_AWAY ->
                words
                        + String.format(
                                Locale.ROOT,
                                ": yaw %.0f, pitch %.0f",
                                face.quality().yaw(),
                                face.quality().pitch());
            default -> words;
        };
    }

    private String ranked(int place) {
        if (place >= decision.topK().size()) {
            return "nobody";
        }
        RankedPerson person = decision.topK().get(place);
        return String.format(Locale.ROOT, "%s %.2f", person.personId(), person.score());
    }

    AnnotatedFace drawn() {
        return new AnnotatedFace(
                "",
                face.box().x(),
                face.box().y(),
                face.box().width(),
                face.box().height(),
                decision.outcome(),
                decision.personId(),
                decision.score());
    }
}
