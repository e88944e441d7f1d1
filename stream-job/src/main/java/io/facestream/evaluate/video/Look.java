package io.facestream.evaluate.video;

import io.facestream.job.identify.Outcome;
import io.facestream.job.render.AnnotatedFace;
import io.facestream.job.render.Annotation;
import io.facestream.scenes.SceneEvent;
import io.facestream.vision.detect.FaceBox;
import org.jspecify.annotations.Nullable;

/**
 * One moment of a track: where its face was and which name it bore then.
 *
 * @param personId the name; null for none
 * @param seen whether the face was found in a frame of that time; else an event gave the track a name at its end
 */
record Look(
        String trackId,
        long mediaTimeMillis,
        FaceBox box,
        @Nullable String personId,
        boolean seen) {
    static Look of(Annotation frame, AnnotatedFace face) {
        FaceBox box = new FaceBox(face.x(), face.y(), face.width(), face.height());
        String personId = face.outcome() == Outcome.IDENTIFIED ? face.personId() : null;
        return new Look(face.trackId(), frame.mediaTimeMillis(), box, personId, true);
    }

    static Look of(SceneEvent event) {
        return new Look(event.trackId(), event.mediaTimeMillis(), event.box(), event.personId(), false);
    }
}
