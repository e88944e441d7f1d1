package io.facestream.job.latecomer;

import io.facestream.job.facebank.EnrolledPerson;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.visit.UnnamedVisit;
import io.facestream.job.visit.VisitProbe;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.List;
import java.util.Random;

/** Made faces, visits and thresholds for the tests of this package. Two faces of different numbers are almost at right angles. */
final class Faces {
    private static final int DIMENSION = 128;

    private Faces() {}

    /** A person's face, the same for the same number. */
    static float[] of(int number) {
        Random random = new Random(number);
        float[] face = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            face[i] = (float) random.nextGaussian();
        }
        return normalised(face);
    }

    /** A face that is like the first one by the cosine, and like the second for the rest. */
    static float[] between(int one, int other, double cosine) {
        float[] a = of(one);
        float[] b = of(other);
        double dot = 0;
        for (int i = 0; i < DIMENSION; i++) {
            dot += a[i] * b[i];
        }
        float[] rest = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            rest[i] = (float) (b[i] - dot * a[i]);
        }
        rest = normalised(rest);
        float[] face = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            face[i] = (float) (cosine * a[i] + Math.sqrt(1 - cosine * cosine) * rest[i]);
        }
        return face;
    }

    private static float[] normalised(float[] face) {
        double squares = 0;
        for (float value : face) {
            squares += value * value;
        }
        for (int i = 0; i < face.length; i++) {
            face[i] /= (float) Math.sqrt(squares);
        }
        return face;
    }

    static UnnamedVisit visit(String id, long leftAt, float[] unit, RankedPerson... people) {
        return new UnnamedVisit(
                id,
                "door",
                id + "-last",
                new VisitProbe(unit, 5, List.of(people)),
                "unknown-of-" + id,
                1,
                2,
                3,
                4,
                0.5f,
                leftAt - 20_000,
                leftAt - 10_000,
                leftAt - 20_000,
                leftAt - 10_000,
                leftAt,
                leftAt,
                7,
                5,
                "v1",
                "m");
    }

    static EnrolledPerson person(String id, float[] unit) {
        return new EnrolledPerson(id, unit);
    }

    static Enrolment enrolment(String version, EnrolledPerson... people) {
        return new Enrolment(version, "m", List.of(people), List.of(), 0, true);
    }

    static Enrolment gone(String version, String... people) {
        return new Enrolment(version, "m", List.of(), List.of(people), 0, true);
    }

    /** The cosine rises by a tenth with each power of ten of the false-match rate. */
    static MatchThresholds thresholds() {
        return MatchThresholds.of(List.of(new ThresholdRow(
                1, List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6), List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6))));
    }

    static LatecomerOptions options(long rememberMillis, int atMost) {
        return new LatecomerOptions(rememberMillis, atMost, 0.01, 0.05f, 70_000);
    }
}
