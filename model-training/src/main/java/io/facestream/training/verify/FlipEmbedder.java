package io.facestream.training.verify;

import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FlipAugmentation;
import java.util.ArrayList;
import java.util.List;

/** The sum of the unit vectors of a picture and of its mirror image: an instant of test-time augmentation, at twice the cost. */
final class FlipEmbedder implements PictureEmbedder {
    private final PictureEmbedder embedder;

    FlipEmbedder(PictureEmbedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public List<Embedding> embed(List<byte[]> crops) {
        List<Embedding> plain = embedder.embed(crops);
        List<Embedding> mirrored =
                embedder.embed(crops.stream().map(FlipAugmentation::mirrored).toList());
        List<Embedding> sums = new ArrayList<>(plain.size());
        for (int i = 0; i < plain.size(); i++) {
            sums.add(FlipAugmentation.together(plain.get(i), mirrored.get(i)));
        }
        return sums;
    }
}
