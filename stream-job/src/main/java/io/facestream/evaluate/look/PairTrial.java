package io.facestream.evaluate.look;

import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.PictureSource;
import io.facestream.evaluate.PictureVector;
import io.facestream.evaluate.PictureVectors;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.evaluate.FoldedAccuracy;
import io.facestream.vision.evaluate.PairList;
import io.facestream.vision.evaluate.PicturePair;
import io.facestream.vision.evaluate.VerificationScores;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.DoubleStream;

/**
 * The cosines of a protocol's pairs. Pairs of which a picture gave no vector are left out, and counted.
 *
 * @param accuracy over the protocol's folds; empty if it has one, or a fold has pairs of one kind only
 * @param asked how many pairs the protocol has
 * @param refused how many pictures gave no vector, by reason
 */
public record PairTrial(
        VerificationScores scores, Optional<FoldedAccuracy> accuracy, int asked, Map<String, Integer> refused) {
    /**
     * Reads the pictures and compares them.
     *
     * @param progress told how many pictures are done, and of how many, from any thread
     */
    public static PairTrial of(
            Path protocol,
            Path pictures,
            ModelPack pack,
            Device device,
            boolean aligned,
            BiConsumer<Integer, Integer> progress)
            throws IOException, InterruptedException {
        List<List<PicturePair>> folds = PairList.read(protocol).folds();
        Set<String> names = new LinkedHashSet<>();
        for (List<PicturePair> fold : folds) {
            fold.forEach(pair -> names.addAll(List.of(pair.first(), pair.second())));
        }
        List<PictureSource> sources =
                names.stream().map(name -> PictureSource.file(pictures, name)).toList();
        var reading = PictureVectors.Reading.of(aligned ? FaceChoice.ALIGNED : FaceChoice.CENTRAL);
        PictureVectors read =
                PictureVectors.read(sources, pack, device, reading, done -> progress.accept(done, sources.size()));
        Map<String, Embedding> vectors = new HashMap<>();
        for (PictureVector vector : read.found()) {
            vectors.put(vector.name(), vector.found().orElseThrow());
        }
        Map<String, Integer> refused = new TreeMap<>();
        read.refusals().forEach((reason, count) -> refused.put(reason.text(), count));
        return of(protocol, folds, vectors, refused);
    }

    private static PairTrial of(
            Path protocol,
            List<List<PicturePair>> folds,
            Map<String, Embedding> vectors,
            Map<String, Integer> refused) {
        List<double[]> same = new ArrayList<>();
        List<double[]> different = new ArrayList<>();
        int asked = 0;
        boolean whole = folds.size() > 1;
        List<VerificationScores> scored = new ArrayList<>();
        for (List<PicturePair> fold : folds) {
            asked += fold.size();
            double[] ofOne = cosines(fold, true, vectors);
            double[] ofTwo = cosines(fold, false, vectors);
            same.add(ofOne);
            different.add(ofTwo);
            whole &= ofOne.length > 0 && ofTwo.length > 0;
            if (whole) {
                scored.add(new VerificationScores(ofOne, ofTwo));
            }
        }
        double[] allSame = together(same);
        double[] allDifferent = together(different);
        if (allSame.length == 0 || allDifferent.length == 0) {
            throw new UnfitInputException(protocol + ": " + allSame.length + " pairs of one person and "
                    + allDifferent.length + " of two have both pictures, refused " + refused
                    + " (expected: at least one of each)");
        }
        return new PairTrial(
                new VerificationScores(allSame, allDifferent),
                whole ? Optional.of(FoldedAccuracy.of(scored)) : Optional.empty(),
                asked,
                refused);
    }

    private static double[] cosines(List<PicturePair> fold, boolean same, Map<String, Embedding> vectors) {
        return fold.stream()
                .filter(pair -> pair.same() == same)
                .flatMapToDouble(pair -> {
                    Embedding first = vectors.get(pair.first());
                    Embedding second = vectors.get(pair.second());
                    return first == null || second == null
                            ? DoubleStream.empty()
                            : DoubleStream.of(first.cosine(second));
                })
                .toArray();
    }

    private static double[] together(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
