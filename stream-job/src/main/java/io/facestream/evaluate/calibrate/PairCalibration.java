package io.facestream.evaluate.calibrate;

import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.PictureSource;
import io.facestream.evaluate.PictureVector;
import io.facestream.evaluate.PictureVectors;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.evaluate.PicturePair;
import io.facestream.vision.evaluate.VerificationScores;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.model.ModelPack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The row for one shot of a model's card, from labelled pairs of photographs.
 *
 * @param row of the rates that there were pairs enough for
 * @param same pairs of one person
 * @param different pairs of two people
 * @param leftOut pairs of which a picture gave no vector
 * @param refused those pictures
 */
public record PairCalibration(ThresholdRow row, int same, int different, int leftOut, List<PictureVector> refused) {
    private static final List<Double> RATES = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6);

    /** Compares; on all cores. */
    public static PairCalibration of(
            List<PicturePair> pairs,
            Path pictures,
            ModelPack pack,
            Device device,
            boolean aligned,
            IntConsumer progress)
            throws InterruptedException {
        Set<String> names = new LinkedHashSet<>();
        pairs.forEach(pair -> {
            names.add(pair.first());
            names.add(pair.second());
        });
        PictureVectors vectors = PictureVectors.read(
                names.stream().map(name -> PictureSource.file(pictures, name)).toList(),
                pack,
                device,
                PictureVectors.Reading.of(aligned ? FaceChoice.ALIGNED : FaceChoice.CENTRAL),
                progress);
        Map<String, Embedding> found = new HashMap<>();
        vectors.all().forEach(vector -> vector.found().ifPresent(unit -> found.put(vector.name(), unit)));
        List<Double> same = new ArrayList<>();
        List<Double> different = new ArrayList<>();
        for (PicturePair pair : pairs) {
            Embedding first = found.get(pair.first());
            Embedding second = found.get(pair.second());
            if (first != null && second != null) {
                (pair.same() ? same : different).add((double) first.cosine(second));
            }
        }
        if (same.isEmpty() || different.isEmpty()) {
            throw new TooFewException("pairs: " + same.size() + " of one person and " + different.size()
                    + " of two with a face in both pictures (expected: at least one of each kind)");
        }
        VerificationScores scores = new VerificationScores(values(same), values(different));
        return new PairCalibration(
                scores.thresholds(RATES),
                same.size(),
                different.size(),
                pairs.size() - same.size() - different.size(),
                vectors.refused());
    }

    private static double[] values(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
