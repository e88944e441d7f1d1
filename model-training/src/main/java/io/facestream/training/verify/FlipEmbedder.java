package io.facestream.training.verify;

import io.facestream.vision.Face;
import io.facestream.vision.embed.Embedding;
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
                embedder.embed(crops.stream().map(FlipEmbedder::mirrored).toList());
        List<Embedding> sums = new ArrayList<>(plain.size());
        for (int i = 0; i < plain.size(); i++) {
            float[] sum = plain.get(i).unit().clone();
            float[] other = mirrored.get(i).unit();
            for (int d = 0; d < sum.length; d++) {
                sum[d] += other[d];
            }
            sums.add(Embedding.ofRaw(sum));
        }
        return sums;
    }

    static byte[] mirrored(byte[] crop) {
        byte[] mirrored = new byte[crop.length];
        int row = 3 * Face.CROP_SIDE;
        for (int at = 0; at < crop.length; at += 3) {
            int to = at / row * row + row - 3 - at % row;
            mirrored[to] = crop[at];
            mirrored[to + 1] = crop[at + 1];
            mirrored[to + 2] = crop[at + 2];
        }
        return mirrored;
    }
}
