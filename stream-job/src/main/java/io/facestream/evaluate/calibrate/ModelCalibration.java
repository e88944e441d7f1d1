package io.facestream.evaluate.calibrate;

import io.facestream.evaluate.calibrate.DegradedShot.Conditions;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.gallery.PersonMean;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.quality.FaceQuality;
import io.facestream.vision.quality.QualityMeter;
import io.facestream.vision.threshold.ShotFusion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the false-match rate of the statistic that the job decides by: shots of a passage, fused by quality, against the mean of a
 * person's templates.
 *
 * <p>A passage is one photograph, degraded afresh for each of eight shots under the passage's own conditions, so that its shots err
 * together as those of a real passage do. It is held against the other pictures of its own person and against everybody else.
 *
 * <p>A passage may be named after any of its shots from the third on, which gives a stranger several chances. What is counted for it is
 * therefore the highest of the fused scores since then: so the rate that is asked for is the rate of passages, not of glances.
 */
public final class ModelCalibration {
    /** Shots of a passage unless others are asked for. */
    public static final int SHOTS = 8;

    /** People in the galleries that decisions are tried on. */
    public static final int GALLERY_PEOPLE = 427;

    private static final int PASSAGES_A_PERSON = 3;

    /** Told how far it has come: a share, 0..1, and words. */
    public interface Progress {
        void show(double share, String what);
    }

    private final Map<String, List<PassageFace>> people;
    private final ModelPack pack;
    private final Progress progress;
    private final Map<String, String> samePeople;
    private final int minShots;
    private final int shots;

    /**
     * A calibration on people.
     *
     * @param people faces by person
     * @param minShots shots before a passage may be named; from there on it may be at any shot
     * @param shots of a passage
     * @param samePeople one name for each that is a person of several names, who are not strangers to each other
     */
    public ModelCalibration(
            Map<String, List<PassageFace>> people,
            ModelPack pack,
            int minShots,
            int shots,
            Map<String, String> samePeople,
            Progress progress) {
        if (shots < 1) {
            throw new IllegalArgumentException("shots: " + shots + " (expected: at least 1)");
        }
        this.people = people;
        this.pack = pack;
        this.minShots = minShots;
        this.shots = shots;
        this.samePeople = samePeople;
        this.progress = progress;
    }

    private boolean isOnePerson(String name, String other) {
        return samePeople.getOrDefault(name, name).equals(samePeople.getOrDefault(other, other));
    }

    /** A passage's picture and its fused probe after 1, 2, ... shots. */
    private record Probes(PassageFace crop, float[][] fused) {}

    /** Embeds and compares; on all cores. */
    public CalibrationResult measure() {
        List<PassageFace> crops = people.values().stream().flatMap(List::stream).toList();
        Map<PassageFace, float[]> clear = new HashMap<>();
        List<Probes> passages = Collections.synchronizedList(new ArrayList<>());
        embedAll(crops, clear, passages);
        passages.sort(Comparator.comparing(p -> p.crop().picture()));
        List<String> names = new ArrayList<>(people.keySet());
        Collections.shuffle(names, new Random(1));
        Map<String, float[]> means = new HashMap<>();
        for (String name : names) {
            means.put(name, meanWithout(name, null, clear));
        }
        progress.show(0.97, "comparing " + passages.size() + " passages with " + names.size() + " people");
        ScoreHistogram[] histograms =
                IntStream.range(0, shots).mapToObj(i -> new ScoreHistogram()).toArray(ScoreHistogram[]::new);
        List<PassageScores> scores = passages.parallelStream()
                .map(passage -> compare(passage, names, means, clear, histograms))
                .toList();
        return new CalibrationResult(passages.size(), names.size(), minShots, List.of(histograms), scores);
    }

    private void embedAll(List<PassageFace> crops, Map<PassageFace, float[]> clear, List<Probes> passages) {
        Set<PassageFace> shown = new HashSet<>();
        people.forEach((name, own) -> {
            List<PassageFace> shuffled = new ArrayList<>(own);
            Collections.shuffle(shuffled, new Random(name.hashCode()));
            shown.addAll(shuffled.subList(0, Math.min(own.size() == 1 ? 1 : PASSAGES_A_PERSON, own.size())));
        });
        Map<PassageFace, float[]> units = Collections.synchronizedMap(clear);
        int threads = Runtime.getRuntime().availableProcessors();
        IntStream.range(0, threads).parallel().forEach(thread -> {
            try (FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU)) {
                QualityMeter meter = new QualityMeter();
                for (int i = thread; i < crops.size(); i += threads) {
                    PassageFace crop = crops.get(i);
                    byte[] bgr = crop.bgr();
                    units.put(crop, embedder.embed(List.of(bgr)).get(0).unit());
                    if (shown.contains(crop)) {
                        passages.add(new Probes(crop, fused(crop, bgr, embedder, meter)));
                    }
                    if (thread == 0 && i / threads % 20 == 0) {
                        progress.show(0.97 * i / crops.size(), "embedded " + i + " of " + crops.size() + " pictures");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private float[][] fused(PassageFace crop, byte[] bgr, FaceEmbedder embedder, QualityMeter meter)
            throws IOException {
        Random random = new Random(fileName(crop.picture()).hashCode() * 31L + 7);
        Conditions conditions = Conditions.draw(random);
        ShotFusion fusion = ShotFusion.empty(embedder.dimension());
        float[][] fused = new float[shots][];
        for (int shot = 0; shot < shots; shot++) {
            double height = conditions.height(shot, shots);
            byte[] seen = DegradedShot.of(bgr, conditions, height, random);
            FaceBox box = new FaceBox(0, 0, (float) (0.8 * height), (float) height);
            FaceQuality quality = meter.measure(box, 1, scaled(crop.landmarks(), height), seen);
            Embedding embedding = embedder.embed(List.of(seen)).get(0);
            fusion.add(embedding, quality.overall());
            fused[shot] = fusion.probe();
        }
        return fused;
    }

    private static String fileName(String picture) {
        return picture.substring(picture.lastIndexOf('/') + 1);
    }

    /** The points as they would lie in a face of that height. */
    private static Landmarks scaled(Landmarks points, double height) {
        float factor = (float) (height / (3.18 * points.eyeDistance()));
        float[] xy = points.xy().clone();
        for (int i = 0; i < xy.length; i++) {
            xy[i] *= factor;
        }
        return new Landmarks(xy);
    }

    private float[] meanWithout(String name, @Nullable PassageFace left, Map<PassageFace, float[]> clear) {
        List<Template> own = Objects.requireNonNull(people.get(name)).stream()
                .filter(crop -> !crop.equals(left))
                .map(crop -> new Template(crop.picture(), name, Objects.requireNonNull(clear.get(crop))))
                .toList();
        return own.isEmpty() ? new float[0] : PersonMean.of(own).get(0).unit();
    }

    private PassageScores compare(
            Probes passage,
            List<String> names,
            Map<String, float[]> means,
            Map<PassageFace, float[]> clear,
            ScoreHistogram[] histograms) {
        int galleries = names.size() / GALLERY_PEOPLE;
        float[][] best = new float[galleries][shots];
        float[][] second = new float[galleries][shots];
        ScoreHistogram[] mine =
                IntStream.range(0, shots).mapToObj(i -> new ScoreHistogram()).toArray(ScoreHistogram[]::new);
        for (int n = 0; n < names.size(); n++) {
            String other = names.get(n);
            if (isOnePerson(other, passage.crop().person())) {
                continue;
            }
            int gallery = n / GALLERY_PEOPLE;
            float highest = -1;
            for (int shot = 0; shot < shots; shot++) {
                float score = cosine(passage.fused()[shot], Objects.requireNonNull(means.get(other)));
                highest = shot + 1 <= minShots ? score : Math.max(highest, score);
                mine[shot].add(highest);
                if (gallery < galleries && score > best[gallery][shot]) {
                    second[gallery][shot] = best[gallery][shot];
                    best[gallery][shot] = score;
                } else if (gallery < galleries && score > second[gallery][shot]) {
                    second[gallery][shot] = score;
                }
            }
        }
        for (int shot = 0; shot < shots; shot++) {
            synchronized (histograms[shot]) {
                histograms[shot].addAll(mine[shot]);
            }
        }
        return new PassageScores(own(passage, clear), best, second);
    }

    private float[] own(Probes passage, Map<PassageFace, float[]> clear) {
        float[] mean = meanWithout(passage.crop().person(), passage.crop(), clear);
        if (mean.length == 0) {
            return mean;
        }
        float[] own = new float[shots];
        for (int shot = 0; shot < shots; shot++) {
            own[shot] = cosine(passage.fused()[shot], mean);
        }
        return own;
    }

    private static float cosine(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int i = 0; i < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        return s0 + s1 + s2 + s3;
    }
}
