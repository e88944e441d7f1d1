package io.facestream.job.uselog;

/**
 * Which chain of a log.
 *
 * @param run that began it
 * @param cameraId empty for what concerns no camera
 */
public record ChainName(String run, String cameraId) implements Comparable<ChainName> {
    /** The one chain of what people made of matches; it belongs to no run. */
    static final ChainName REVIEWS = new ChainName("reviews", "");

    @Override
    public int compareTo(ChainName other) {
        int byCamera = cameraId.compareTo(other.cameraId);
        return byCamera != 0 ? byCamera : run.compareTo(other.run);
    }

    /** For people. */
    @Override
    public String toString() {
        if (equals(REVIEWS)) {
            return "reviews";
        }
        return (cameraId.isEmpty() ? "(no camera)" : cameraId) + " of " + run;
    }
}
