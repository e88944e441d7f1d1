package io.facestream.evaluate.pictures;

import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.vision.Face;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.quality.FaceQuality;
import io.facestream.vision.quality.QualityGate;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the looks at one person those that are fit to be enrolled and differ from each other. It asks for what enrolment asks for,
 * so that what it takes is not refused later; what it adds is time and difference between two pictures, and a face that holds still.
 */
final class ShotChoice {
    /** Between two pictures: a smile comes and goes in about a second. */
    static final long LEAST_APART_MILLIS = 800;

    /** Cosine of a picture with one taken before, from which it adds nothing; frames of a face that rests have 0.97 and more. */
    static final double ALIKE = 0.92;

    /** A turn of the head by so many degrees makes a picture another one, whatever its vector. */
    static final double TURNED_BY = 10;

    /** Share of its width by which a face that holds still may have moved since the last look. */
    private static final double STILL = 0.12;

    /** A look so long ago says nothing about movement. */
    private static final long STILL_WITHIN_MILLIS = 450;

    /** A face this near to the edge, in shares of its width, lacks chin or forehead. */
    private static final double LEAST_INSIDE = 0.95;

    /** Of two pictures of one person fewer than one in a hundred score lower; strangers do in 999 of 1,000 cases. */
    private static final double STRANGER_FMR = 1e-3;

    /**
     * What came of a look.
     *
     * @param face that was taken; null if none was
     */
    record Look(
            CaptureAdvice advice,
            @Nullable Face face,
            @Nullable Embedding vector) {
        static Look refused(CaptureAdvice advice) {
            return new Look(advice, null, null);
        }
    }

    private record Taken(Embedding vector, FaceQuality quality) {}

    private final EnrolmentOptions options;
    private final float minNorm;
    private final double strangerBelow;
    private final List<Taken> taken = new ArrayList<>();
    private long takenAtMillis;
    private @Nullable FaceBox lastBox;
    private long lastBoxMillis;

    ShotChoice(EnrolmentOptions options, ModelCard card) {
        this.options = options;
        this.minNorm = options.minNormOf(card);
        this.strangerBelow = card.thresholds().isEmpty()
                ? 0.3
                : MatchThresholds.of(card).at(STRANGER_FMR, 1, 1).value();
    }

    /**
     * Judges the faces of a frame.
     *
     * @param embed asked only for a face that passes everything else
     */
    Look look(List<Face> faces, int width, int height, long atMillis, Function<Face, Embedding> embed) {
        List<Face> largestFirst = faces.stream()
                .sorted(Comparator.comparingDouble((Face face) -> face.box().area())
                        .reversed())
                .toList();
        if (largestFirst.isEmpty()) {
            lastBox = null;
            return Look.refused(CaptureAdvice.NO_FACE);
        }
        Face face = largestFirst.get(0);
        Optional<CaptureAdvice> refusal = refusal(largestFirst, width, height, atMillis);
        lastBox = face.box();
        lastBoxMillis = atMillis;
        if (refusal.isPresent()) {
            return Look.refused(refusal.get());
        }
        Embedding vector = embed.apply(face);
        Optional<CaptureAdvice> doubt = doubt(vector, face.quality());
        if (doubt.isPresent()) {
            return Look.refused(doubt.get());
        }
        taken.add(new Taken(vector, face.quality()));
        takenAtMillis = atMillis;
        return new Look(CaptureAdvice.TAKEN, face, vector);
    }

    private Optional<CaptureAdvice> refusal(List<Face> largestFirst, int width, int height, long atMillis) {
        Face face = largestFirst.get(0);
        if (largestFirst.size() > 1
                && largestFirst.get(1).box().area() * options.dominance()
                        > face.box().area()) {
            return Optional.of(CaptureAdvice.SEVERAL_FACES);
        }
        Optional<QualityGate.Reason> quality = options.quality().refusal(face.quality());
        boolean moving = isMoving(face.box(), atMillis);
        if (quality.isPresent() && !(moving && quality.get() == QualityGate.Reason.BLURRED)) {
            return Optional.of(CaptureAdvice.valueOf(quality.get().name()));
        }
        if (face.box().intersection(new FaceBox(0, 0, width, height))
                < LEAST_INSIDE * face.box().area()) {
            return Optional.of(CaptureAdvice.CUT_OFF);
        }
        if (moving) {
            return Optional.of(CaptureAdvice.MOVING);
        }
        return !taken.isEmpty() && atMillis - takenAtMillis < LEAST_APART_MILLIS
                ? Optional.of(CaptureAdvice.TOO_SOON)
                : Optional.empty();
    }

    private boolean isMoving(FaceBox box, long atMillis) {
        if (lastBox == null || atMillis - lastBoxMillis > STILL_WITHIN_MILLIS) {
            return false;
        }
        double by = Math.hypot(box.centreX() - lastBox.centreX(), box.centreY() - lastBox.centreY());
        return by > STILL * box.width();
    }

    private Optional<CaptureAdvice> doubt(Embedding vector, FaceQuality quality) {
        if (vector.isRefused() || !(vector.norm() >= minNorm)) {
            return Optional.of(CaptureAdvice.POOR_TEMPLATE);
        }
        double most = -1;
        boolean alike = false;
        for (Taken before : taken) {
            double cosine = vector.cosine(before.vector());
            most = Math.max(most, cosine);
            double turned = Math.hypot(
                    quality.yaw() - before.quality().yaw(),
                    quality.pitch() - before.quality().pitch());
            alike |= cosine >= ALIKE && turned < TURNED_BY;
        }
        if (!taken.isEmpty() && most < strangerBelow) {
            return Optional.of(CaptureAdvice.ANOTHER_PERSON);
        }
        return alike ? Optional.of(CaptureAdvice.TOO_ALIKE) : Optional.empty();
    }
}
