package io.facestream.training.verify;

import io.facestream.vision.embed.Embedding;
import java.util.List;

/** Makes a vector of each picture; {@code FaceEmbedder::embed} is one. */
@FunctionalInterface
public interface PictureEmbedder {
    /**
     * The embeddings, one a picture, in order.
     *
     * @param crops 112 x 112 BGR bytes each, row-major
     */
    List<Embedding> embed(List<byte[]> crops);
}
