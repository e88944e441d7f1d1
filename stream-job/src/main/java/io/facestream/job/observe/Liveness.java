package io.facestream.job.observe;

/**
 * How live the face of a track looks by its shots so far: a suspicion, no proof of either.
 *
 * @param score 0 (a picture of a face) .. 1 (a live one), the median of the latest shots; 0 where none was scored
 * @param shots that were scored; 0 unless the stage is on
 * @param suspected whether the score is below the model's threshold, with enough shots to say so
 */
public record Liveness(float score, int shots, boolean suspected) {
    /** Nothing was scored. */
    public static final Liveness NONE = new Liveness(0, 0, false);

    public boolean isScored() {
        return shots > 0;
    }
}
