package io.facestream.job.model;

import io.facestream.vision.liveness.LivenessModel;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.pose.PoseModel;
import java.io.Serializable;

/**
 * Which models a run uses beside those that it cannot do without.
 *
 * @param liveness whether shots are scored for being a live face or a picture of one
 * @param pose whether a network says how a head is turned, instead of the five points
 */
public record OptionalModels(boolean liveness, boolean pose) implements Serializable {
    public static final OptionalModels NONE = new OptionalModels(false, false);

    /** Refuses a pack that has not got what is wanted, before anything is started with it. */
    public void requireIn(ModelPack pack) {
        if (liveness) {
            LivenessModel.in(pack);
        }
        if (pose) {
            PoseModel.in(pack);
        }
    }
}
