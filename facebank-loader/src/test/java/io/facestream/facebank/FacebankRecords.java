package io.facestream.facebank;

import io.facestream.vision.quality.FaceQuality;
import java.util.Random;

/** Records for tests. */
final class FacebankRecords {
    static final String MODEL = "a".repeat(64);

    private static final FaceQuality GOOD = new FaceQuality(60, 150, 0.9f, 4, -3, 1, 0.5f, 0.8f);

    private FacebankRecords() {}

    static FacebankRecord record(String personId, String picture) {
        return record(personId, picture, MODEL, FacebankRecord.NO_EXPIRY);
    }

    static FacebankRecord record(String personId, String picture, String modelId, long validUntilMillis) {
        return new FacebankRecord(
                personId + "-" + picture,
                personId,
                "Name of " + personId,
                modelId,
                unit(personId.hashCode() * 31L + picture.hashCode()),
                3.7f,
                picture,
                "b".repeat(64),
                GOOD,
                "door",
                "signed on paper",
                validUntilMillis,
                false,
                false);
    }

    static float[] unit(long seed) {
        Random random = new Random(seed);
        float[] values = new float[512];
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
            square += values[i] * values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(square);
        }
        return values;
    }
}
