package io.facestream.facebank.topic;

import io.facestream.cluster.TestBroker;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.vision.quality.FaceQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facebanks of made-up people, and topics for them. */
public final class MadeBanks {
    static final String MODEL = "a".repeat(64);
    static final String OTHER_MODEL = "c".repeat(64);

    private static final FaceQuality GOOD = new FaceQuality(60, 150, 0.9f, 4, -3, 1, 0.5f, 0.8f);

    private MadeBanks() {}

    /** The three topics of a new facebank. */
    public static String topic() {
        String topic = "facebank-" + UUID.randomUUID().toString().substring(0, 8);
        FacebankTopics.create(topic, TestBroker.client());
        return topic;
    }

    public static MasterKey key(Path folder) {
        return MasterKey.create(folder.resolve(UUID.randomUUID() + ".key"));
    }

    /** Two templates a person. */
    public static Facebank of(String... people) {
        return of(MODEL, people);
    }

    static Facebank ofModel(String modelId, String... people) {
        return of(modelId, people);
    }

    private static Facebank of(String modelId, String[] people) {
        List<FacebankRecord> records = new ArrayList<>();
        for (String person : people) {
            records.add(record(person, "one.jpg", modelId));
            records.add(record(person, "two.jpg", modelId));
        }
        return Facebank.of(1, modelId, "made", records);
    }

    static FacebankRecord record(String person, String picture, String modelId) {
        return new FacebankRecord(
                UUID.nameUUIDFromBytes((person + picture + modelId).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", ""),
                person,
                "Name of " + person,
                modelId,
                unit(Arrays.hashCode(new String[] {person, picture})),
                3.7f,
                picture,
                "b".repeat(64),
                GOOD,
                "door",
                "signed on paper",
                FacebankRecord.NO_EXPIRY,
                false,
                false);
    }

    private static float[] unit(long seed) {
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

    /** Reads on until everything has come that is there now. */
    static List<FacebankRow> read(String topic, @Nullable PersonKeys keys) {
        List<FacebankRow> rows = new ArrayList<>();
        try (FacebankTopicReader reader = FacebankTopicReader.open(topic, TestBroker.client(), keys)) {
            while (!reader.caughtUp()) {
                rows.addAll(reader.poll(Duration.ofMillis(100)));
            }
        }
        return rows;
    }
}
