package io.facestream.training.verify;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.facestream.training.Engines;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.NetBlock;
import io.facestream.vision.embed.CropFeed;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.model.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Embeds pictures with a block as in use, in batches, whose memory is given back after each. One thread, the block's. */
public final class BlockEmbedder implements PictureEmbedder {
    /** Pictures at once: beyond it nothing gets faster, and MobileFaceNet keeps below half a gigabyte. */
    private static final int BATCH = 32;

    private final NetBlock block;
    private final CropFeed feed;
    private final float[] pixels;

    /** @param input how pixels become the block's input; three channels */
    public BlockEmbedder(NetBlock block, ModelCard.Input input) {
        if (input.channels() != 3) {
            throw new IllegalArgumentException("input: " + input.colour() + " (expected: RGB or BGR)");
        }
        this.block = block;
        this.feed = new CropFeed(input);
        this.pixels = new float[BATCH * CropFeed.VALUES];
    }

    @Override
    public List<Embedding> embed(List<byte[]> crops) {
        List<Embedding> embeddings = new ArrayList<>(crops.size());
        for (int from = 0; from < crops.size(); from += BATCH) {
            embed(crops.subList(from, Math.min(crops.size(), from + BATCH)), embeddings);
        }
        return embeddings;
    }

    private void embed(List<byte[]> crops, List<Embedding> embeddings) {
        for (int i = 0; i < crops.size(); i++) {
            feed.write(crops.get(i), pixels, i * CropFeed.VALUES);
        }
        try (NDManager step = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH)) {
            float[] filled = crops.size() == BATCH ? pixels : Arrays.copyOf(pixels, crops.size() * CropFeed.VALUES);
            NDArray pictures = step.create(filled, new Shape(crops.size(), 3, Backbone.SIDE, Backbone.SIDE));
            NDArray vectors = block.embed(pictures);
            int dimension = (int) vectors.getShape().get(1);
            float[] raw = vectors.toFloatArray();
            for (int i = 0; i < crops.size(); i++) {
                embeddings.add(Embedding.ofRaw(Arrays.copyOfRange(raw, i * dimension, (i + 1) * dimension)));
            }
        }
    }
}
