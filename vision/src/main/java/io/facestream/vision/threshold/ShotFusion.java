package io.facestream.vision.threshold;

import io.facestream.vision.embed.Embedding;

/**
 * Fuses the shots of a track into one probe: the sum of their unit vectors, each weighted with its quality, normalised. One
 * thread; the sum and the number of shots are all of its state, so it can be kept and restored.
 */
public final class ShotFusion {
    /** The weight of the worst shot, so that a track of poor shots only still has a probe. */
    private static final float LEAST_WEIGHT = 0.05f;

    private final float[] sum;
    private int shots;

    private ShotFusion(float[] sum, int shots) {
        this.sum = sum;
        this.shots = shots;
    }

    /** A fusion of no shots yet. */
    public static ShotFusion empty(int dimension) {
        return new ShotFusion(new float[dimension], 0);
    }

    /** The fusion that had this {@link #sum()} and number of {@link #shots()}; it takes the array over. */
    public static ShotFusion restore(float[] sum, int shots) {
        return new ShotFusion(sum, shots);
    }

    /**
     * Adds a shot; a refused embedding is left out.
     *
     * @param quality 0..1, see {@link io.facestream.vision.quality.FaceQuality#overall()}
     */
    public void add(Embedding embedding, float quality) {
        float[] unit = embedding.unit();
        if (unit.length != sum.length) {
            throw new IllegalArgumentException(
                    "shot: dimension " + unit.length + " (expected: " + sum.length + ", as the others)");
        }
        if (embedding.isRefused()) {
            return;
        }
        float weight = weight(quality);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * unit[i];
        }
        shots++;
    }

    private static float weight(float quality) {
        // the comparison is also false for NaN
        return quality > LEAST_WEIGHT ? Math.min(quality, 1) : LEAST_WEIGHT;
    }

    /** The fused, L2-normalised vector; all zeros, which matches nobody, if there is no shot. */
    public float[] probe() {
        return Embedding.ofRaw(sum).unit();
    }

    /** How many shots it holds. */
    public int shots() {
        return shots;
    }

    /** The weighted sum, for keeping; not a copy. */
    public float[] sum() {
        return sum;
    }
}
