package io.facestream.job.identify;

import static java.util.Objects.requireNonNull;

import io.facestream.job.calibration.CameraCalibration;
import java.io.Serializable;

/**
 * How evidence becomes a name.
 *
 * @param fpir target rate of strangers' passages that get a name, 0..1
 * @param margin least distance of a name's score to the runner-up's
 * @param minShots embeddings before a live track may get a name; a track that ends is judged by what it has
 * @param evidenceBudget embeddings after which a track without a name is called unknown
 * @param topK people listed in an event
 * @param calibration what was measured before cameras, which goes before the card's thresholds
 */
public record IdentifyOptions(
        double fpir, float margin, int minShots, int evidenceBudget, int topK, CameraCalibration calibration)
        implements Serializable {
    public IdentifyOptions {
        requireNonNull(calibration, "calibration");
        if (!(fpir > 0 && fpir < 1)) {
            throw new IllegalArgumentException("fpir: " + fpir + " (expected: between 0 and 1, such as 0.01)");
        }
    }

    public static IdentifyOptions defaults() {
        return new IdentifyOptions(0.01, 0.05f, 3, 6, 3, CameraCalibration.NONE);
    }

    /** The same for another model: what was measured before cameras holds for one. */
    IdentifyOptions forAnotherModel() {
        return new IdentifyOptions(fpir, margin, minShots, evidenceBudget, topK, CameraCalibration.NONE);
    }
}
