package io.facestream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Detect, find points, align, embed, verify: LFW's fold 8 from the original pictures. */
class LfwEndToEndIT {
    private static final Logger LOG = LoggerFactory.getLogger(LfwEndToEndIT.class);

    @Test
    void pairsOfFold8AreVerifiedFromTheOriginals() throws Exception {
        TestData.models();
        List<LfwTruth.Pair> pairs = LfwTruth.pairsOfFold8();
        Map<String, Embedding> embeddings = new HashMap<>();
        int without = 0;
        ModelPack pack = ModelStore.defaultPack();
        try (FaceAnalyzer analyzer = FaceAnalyzer.open(pack, Device.CPU, AnalyzerOptions.defaults());
                FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU)) {
            for (String path : LfwTruth.landmarks().keySet()) {
                try (Picture picture = PictureReader.read(LfwTruth.originals().resolve(path))) {
                    Optional<Face> face = central(analyzer.analyze(picture), picture);
                    if (face.isEmpty()) {
                        without++;
                    } else {
                        embeddings.put(
                                path, embedder.embed(List.of(face.get().crop())).get(0));
                    }
                }
            }
        }
        double best = 0;
        double at = 0;
        for (double threshold = 0.10; threshold <= 0.45; threshold += 0.001) {
            double accuracy = accuracy(pairs, embeddings, threshold);
            if (accuracy > best) {
                best = accuracy;
                at = threshold;
            }
        }
        LOG.info(
                "LFW fold 8 end to end: {} of {} pictures without a face; accuracy {} at {}, {} at 0.271",
                without,
                785,
                best,
                at,
                accuracy(pairs, embeddings, 0.271));
        assertThat(without).isZero();
        // 0.271 was chosen on the ten folds by others; fold 8 alone must reach it without a threshold of its own
        assertThat(accuracy(pairs, embeddings, 0.271)).isGreaterThanOrEqualTo(0.995);
    }

    /** Largest for its distance from the middle, as the protocol's one main face. */
    private static Optional<Face> central(List<Face> faces, Picture picture) {
        return faces.stream().max(Comparator.comparingDouble(face -> {
            double dx = (face.box().centreX() - picture.width() / 2.0) / picture.width();
            double dy = (face.box().centreY() - picture.height() / 2.0) / picture.height();
            return face.box().area() / picture.width() / picture.height() - 2 * (dx * dx + dy * dy);
        }));
    }

    private static double accuracy(List<LfwTruth.Pair> pairs, Map<String, Embedding> embeddings, double threshold) {
        int right = 0;
        for (LfwTruth.Pair pair : pairs) {
            Embedding first = embeddings.get(pair.first());
            Embedding second = embeddings.get(pair.second());
            boolean same = first != null && second != null && first.cosine(second) >= threshold;
            right += same == pair.same() ? 1 : 0;
        }
        return (double) right / pairs.size();
    }
}
