package io.facestream.evaluate.video;

import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.run.JobSettings;
import io.facestream.vision.model.ModelCard;

/** The settings behind the figures. */
record RunSetup(String model, String modelId, IdentifyOptions identify, float minFace, long detectEveryMillis) {
    static RunSetup of(ModelCard card, JobSettings settings) {
        return new RunSetup(
                card.id(),
                card.sha256(),
                settings.identify(),
                settings.minFaceHeight(),
                settings.detectEvery().toMillis());
    }
}
