package io.facestream.evaluate.classify;

import io.facestream.evaluate.PictureVector;
import io.facestream.vision.evaluate.Interval;
import io.facestream.vision.evaluate.classify.ClosedSet;
import io.facestream.vision.evaluate.classify.ThresholdChoice;
import java.util.List;

/**
 * All that a trial found.
 *
 * @param modelId of the model that made the vectors
 * @param by what a class is represented by
 * @param leaveOneOut whether each picture was asked about as if it were not enrolled
 * @param enrolled pictures that represent the classes
 * @param asked names of the pictures that were asked about, by their places
 * @param interval of the accuracy, classes drawn anew
 * @param thresholds and what each lets pass
 * @param named what becomes of the answers at each of the thresholds
 * @param strangers pictures of classes that are not enrolled, left out
 * @param refused pictures without a vector, of both parts
 */
public record ClassificationResult(
        String modelId,
        ClosedSet.By by,
        boolean leaveOneOut,
        int enrolled,
        List<String> asked,
        ClosedSet.Outcome outcome,
        Interval interval,
        List<ThresholdChoice> thresholds,
        List<Named> named,
        int strangers,
        List<PictureVector> refused) {
    /** Answers at a threshold: named rightly, named wrongly, and not named because no score reached it. */
    public record Named(int rightly, int wrongly, int nobody) {
        static Named at(double threshold, List<ClosedSet.Answer> answers) {
            int rightly = 0;
            int wrongly = 0;
            for (ClosedSet.Answer answer : answers) {
                boolean named = answer.score() >= threshold;
                rightly += named && answer.said() == answer.truth() ? 1 : 0;
                wrongly += named && answer.said() != answer.truth() ? 1 : 0;
            }
            return new Named(rightly, wrongly, answers.size() - rightly - wrongly);
        }
    }

    public ClassificationResult {
        asked = List.copyOf(asked);
        thresholds = List.copyOf(thresholds);
        named = List.copyOf(named);
        refused = List.copyOf(refused);
    }

    /** Whether a picture could not be read, rather than have no face. */
    public boolean hasFaults() {
        return refused.stream()
                .anyMatch(picture -> picture.refusal() != PictureVector.Refusal.NO_FACE
                        && picture.refusal() != PictureVector.Refusal.NO_VECTOR);
    }
}
