package io.facestream.job.stranger;

import io.facestream.job.visit.UnnamedVisit;
import io.facestream.job.visit.VisitProbe;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.List;

/** Made faces and visits for the tests of this package. Faces of different numbers are at right angles. */
final class MadeVisits {
    private static final int DIMENSION = 256;
    private static final long STAY_MILLIS = 10_000;

    private MadeVisits() {}

    static float[] face(int number) {
        float[] face = new float[DIMENSION];
        face[number] = 1;
        return face;
    }

    /** A face that is like the first one by the cosine, and like the second for the rest. */
    static float[] like(int one, int other, double cosine) {
        float[] face = new float[DIMENSION];
        face[one] = (float) cosine;
        face[other] = (float) Math.sqrt(1 - cosine * cosine);
        return face;
    }

    /** Whose vectors the visits keep. */
    static final String MODEL = "m";

    /** A visit of ten seconds that closes ten seconds later. */
    static UnnamedVisit visit(String id, String camera, long from, float[] face) {
        return visit(id, camera, from, face, 5);
    }

    static UnnamedVisit visit(String id, String camera, long from, float[] face, int shots) {
        return visit(id, camera, from, face, shots, MODEL);
    }

    static UnnamedVisit visit(String id, String camera, long from, float[] face, int shots, String modelId) {
        long to = from + STAY_MILLIS;
        long left = to + 10_000;
        return new UnnamedVisit(
                id,
                camera,
                id,
                new VisitProbe(face, shots, List.of()),
                "unknown-of-" + id,
                1,
                2,
                3,
                4,
                0.5f,
                from,
                to,
                from,
                to,
                left,
                left,
                7,
                5,
                "v1",
                modelId);
    }

    /** The cosine rises by a tenth with each power of ten of the false-match rate. */
    static MatchThresholds thresholds() {
        return MatchThresholds.of(List.of(new ThresholdRow(
                1, List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6), List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5))));
    }
}
