package io.facestream.bench;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.quality.FaceQuality;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Facebanks of made-up people for the default model: random directions, which are all far from each other. */
public final class MadeFacebank {
    private static final ModelCard CARD = ModelStore.defaultPack().embedding().card();
    private static final FaceQuality GOOD = new FaceQuality(60, 150, 0.9f, 4, -3, 1, 0.5f, 0.8f);
    private static final int DIMENSION = 512;

    private MadeFacebank() {}

    /** SHA-256 of the model that made the templates. */
    public static String modelId() {
        return CARD.sha256();
    }

    /** People by number, one template each: {@code from} is the first, {@code to} the first who is not there. */
    public static Facebank people(int from, int to) {
        List<FacebankRecord> records = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            records.add(record("person" + i, i, CARD.sha256()));
        }
        return of(records);
    }

    /** A facebank of the default model. */
    public static Facebank of(List<FacebankRecord> records) {
        return Facebank.of(1, CARD.sha256(), CARD.id(), records);
    }

    /** A template that looks like {@link #unit}. */
    public static FacebankRecord record(String person, long look, String modelId) {
        return new FacebankRecord(
                UUID.nameUUIDFromBytes((person + "/" + look + "/" + modelId).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", ""),
                person,
                person,
                modelId,
                unit(look),
                3.7f,
                look + ".jpg",
                "b".repeat(64),
                GOOD,
                "",
                "",
                FacebankRecord.NO_EXPIRY,
                false,
                false);
    }

    /** The direction of a number, always the same. */
    public static float[] unit(long look) {
        Random random = new Random(look * 7919 + 17);
        float[] unit = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            unit[i] = random.nextFloat() - 0.5f;
            squares += (double) unit[i] * unit[i];
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < DIMENSION; i++) {
            unit[i] /= length;
        }
        return unit;
    }
}
