package io.facestream.bench;

import io.facestream.job.observe.Counts;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.observe.ObservedFace;
import io.facestream.vision.embed.Embedding;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Cameras past which made-up people walk, as the detector would see them: what a camera shows at a moment depends on its number and the
 * moment alone, so any part can be made anywhere and again. Walkers come one after the other at uneven times, in lanes, several in sight
 * at once; most are enrolled, some are strangers.
 *
 * @param people enrolled, those of {@link MadeFacebank#people} with numbers from 0
 * @param visitsAnHour walkers that pass a camera
 * @param framesASecond that are looked at
 * @param seconds that the cameras run
 */
record MadeStreet(int cameras, int people, int visitsAnHour, int framesASecond, int seconds) implements Serializable {
    /** Frames a second that a camera captures; those in between are skipped by the grid. */
    private static final int CAPTURED_A_SECOND = 25;

    private static final long BEGIN = Instant.parse("2026-05-04T08:00:00Z").toEpochMilli();
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final float SIDE = 80;
    private static final int LANES = 4;
    private static final float LANE_HEIGHT = 150;
    private static final int STRANGER_EVERY = 5;
    private static final long STRANGERS = 1_000_000_000L;
    private static final double SHORTEST_SECONDS = 4;
    private static final double LONGEST_SECONDS = 12;
    private static final int REFUSED_OF = 16;
    private static final int MISSED_OF = 32;

    /**
     * Cosine of a passage with the person's only template, normally distributed: this misses 1.2, 3.3 and 7.6 % at 0.384, 0.456 and 0.523,
     * where the report card's searches with one template a person miss 1.2, 3.1 and 7.6 %.
     */
    private static final double MEAN_COSINE = 0.76;

    private static final double COSINE_DEVIATION = 0.166;
    private static final double HIGHEST_COSINE = 0.95;

    /** Cosine of a shot with what its passage looks like. */
    private static final float SHOT_COSINE = 0.92f;

    private static final float NORM = 3.7f;
    private static final int DIMENSION = 512;
    private static final int CROP_BYTES = 112 * 112 * 3;
    private static final int DIRECTIONS = 2048;
    private static final long DIRECTIONS_FROM = 2_000_000_000L;

    /** What is made once a JVM: directions by which looks differ. */
    private static final class Directions {
        private static final float[][] ALL = new float[DIRECTIONS][];

        static {
            for (int i = 0; i < DIRECTIONS; i++) {
                ALL[i] = MadeFacebank.unit(DIRECTIONS_FROM + i);
            }
        }
    }

    MadeStreet {
        if (cameras < 1) {
            throw new IllegalArgumentException("cameras: " + cameras + " (expected: at least 1)");
        }
        if (people < 100) {
            throw new IllegalArgumentException("people: " + people + " (expected: at least 100)");
        }
        if (visitsAnHour < 0 || visitsAnHour > 600) {
            throw new IllegalArgumentException("visits: " + visitsAnHour + " an hour (expected: 0 to 600)");
        }
        if (seconds < 10) {
            throw new IllegalArgumentException("seconds: " + seconds + " (expected: at least 10)");
        }
    }

    static String cameraId(int camera) {
        return "camera" + camera;
    }

    int ticks() {
        return seconds * framesASecond;
    }

    long millisAt(int tick) {
        return BEGIN + tick * 1_000L / framesASecond;
    }

    /** All who pass a camera, in the order in which they come. */
    List<MadeVisit> visits(int camera) {
        List<MadeVisit> visits = new ArrayList<>();
        if (visitsAnHour == 0) {
            return visits;
        }
        double every = 3600.0 / visitsAnHour;
        for (int number = 0; number * every < seconds; number++) {
            Random random = new Random(camera * 1_000_003L + number);
            double from = (number + random.nextDouble()) * every;
            double to = from + SHORTEST_SECONDS + random.nextDouble() * (LONGEST_SECONDS - SHORTEST_SECONDS);
            // whoever comes at the very end is not seen long enough to be told
            if (from > 0.5 && from + SHORTEST_SECONDS < seconds) {
                visits.add(visit(camera, number, from, to, random));
            }
        }
        return visits;
    }

    private MadeVisit visit(int camera, int number, double from, double to, Random random) {
        boolean stranger = random.nextInt(STRANGER_EVERY) == 0;
        // nobody comes back to a camera before their visit has ended
        int person = (int) Math.floorMod(camera * 31L + number * 7L, (long) people);
        float cosine = (float) Math.min(HIGHEST_COSINE, MEAN_COSINE + COSINE_DEVIATION * random.nextGaussian());
        return new MadeVisit(
                number,
                stranger ? MadeVisit.STRANGER : person,
                stranger ? STRANGERS + camera * 100_000L + number : person,
                (int) (from * framesASecond),
                (int) Math.min(ticks(), to * framesASecond),
                number % LANES,
                stranger ? 1 : cosine,
                random.nextInt(DIRECTIONS));
    }

    /** What a visitor looks like in this passage. */
    float[] look(MadeVisit visit) {
        return mixed(MadeFacebank.unit(visit.look()), visit.cosine(), Directions.ALL[visit.direction()]);
    }

    private static float[] mixed(float[] unit, float cosine, float[] direction) {
        float rest = (float) Math.sqrt(1 - cosine * cosine);
        float[] mixed = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            mixed[i] = cosine * unit[i] + rest * direction[i];
        }
        return mixed;
    }

    /**
     * What a camera shows at a tick.
     *
     * @param present who is in sight, each with their look
     */
    Observation at(int camera, int tick, Map<MadeVisit, float[]> present) {
        List<ObservedFace> faces = new ArrayList<>(present.size());
        present.forEach((visit, look) -> {
            if (!visit.isMissedAt(tick, MISSED_OF)) {
                faces.add(face(visit, look, tick));
            }
        });
        faces.sort(Comparator.comparingDouble(ObservedFace::x).thenComparingDouble(ObservedFace::y));
        Map<String, Long> counts = new TreeMap<>();
        long captured =
                CAPTURED_A_SECOND * (tick + 1L) / framesASecond - CAPTURED_A_SECOND * (long) tick / framesASecond;
        counts.put(Counts.FRAMES_CAPTURED, captured);
        counts.put(Counts.FRAMES_PROCESSED, 1L);
        counts.put(Counts.FRAMES_SKIPPED + "GRID", captured - 1);
        for (ObservedFace face : faces) {
            counts.merge(Counts.FACES_DETECTED, 1L, Long::sum);
            if (face.refusal() != FaceRefusal.NONE) {
                counts.merge(Counts.FACES_REFUSED + face.refusal(), 1L, Long::sum);
            }
        }
        return new Observation(
                cameraId(camera),
                ObservationKind.FRAME,
                millisAt(tick),
                millisAt(tick) - BEGIN,
                WIDTH,
                HEIGHT,
                faces,
                counts,
                "");
    }

    /** The end of a camera. */
    Observation end(int camera) {
        return new Observation(
                cameraId(camera), ObservationKind.ENDED, millisAt(ticks()), -1, 0, 0, List.of(), Map.of(), "");
    }

    private ObservedFace face(MadeVisit visit, float[] look, int tick) {
        float way = (tick - visit.fromTick()) / (float) Math.max(1, visit.toTick() - visit.fromTick());
        int chance = visit.chanceAt(tick);
        boolean refused = tick > visit.fromTick() && chance % REFUSED_OF == 0;
        return new ObservedFace(
                60 + way * (WIDTH - 2 * SIDE - 60),
                40 + visit.lane() * LANE_HEIGHT,
                SIDE,
                SIDE * 1.25f,
                0.95f,
                0.5f + 0.4f * (chance >>> 8 & 0xff) / 255,
                refused ? FaceRefusal.BLURRED : FaceRefusal.NONE,
                refused ? new byte[0] : crop(mixed(look, SHOT_COSINE, Directions.ALL[chance & DIRECTIONS - 1])));
    }

    /** As large as a crop; in the place of pixels it holds the vector that the network would give. */
    private static byte[] crop(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(CROP_BYTES);
        for (int i = 0; i < DIMENSION; i++) {
            bytes.putFloat(NORM * vector[i]);
        }
        return bytes.array();
    }

    /** The vectors in such crops. */
    static List<Embedding> vectors(List<byte[]> crops) {
        List<Embedding> vectors = new ArrayList<>(crops.size());
        for (byte[] crop : crops) {
            float[] raw = new float[DIMENSION];
            ByteBuffer.wrap(crop).asFloatBuffer().get(raw);
            vectors.add(Embedding.ofRaw(raw));
        }
        return vectors;
    }
}
