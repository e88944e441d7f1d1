package io.facestream.training.verify;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.facestream.training.Engines;
import io.facestream.training.net.NetBlock;
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
    private final ModelCard.Input input;
    private final int values;
    private final float[] pixels;

    /** @param input how pixels become the block's input; three channels */
    public BlockEmbedder(NetBlock block, ModelCard.Input input) {
        if (input.channels() != 3) {
            throw new IllegalArgumentException("input: " + input.colour() + " (expected: RGB or BGR)");
        }
        this.block = block;
        this.input = input;
        this.values = 3 * input.width() * input.height();
        this.pixels = new float[BATCH * values];
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
            write(crops.get(i), i * values);
        }
        try (NDManager step = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH)) {
            float[] filled = crops.size() == BATCH ? pixels : Arrays.copyOf(pixels, crops.size() * values);
            NDArray pictures = step.create(filled, new Shape(crops.size(), 3, input.height(), input.width()));
            NDArray vectors = block.embed(pictures);
            int dimension = (int) vectors.getShape().get(1);
            float[] raw = vectors.toFloatArray();
            for (int i = 0; i < crops.size(); i++) {
                embeddings.add(Embedding.ofRaw(Arrays.copyOfRange(raw, i * dimension, (i + 1) * dimension)));
            }
        }
    }

    private void write(byte[] crop, int position) {
        if (crop.length != values) {
            throw new IllegalArgumentException("crop: " + crop.length + " bytes (expected: " + values + ")");
        }
        boolean rgb = input.colour() == ModelCard.Colour.RGB;
        int plane = values / 3;
        for (int channel = 0; channel < 3; channel++) {
            float mean = input.mean(channel);
            float scale = input.scale(channel);
            int to = position + channel * plane;
            for (int at = rgb ? 2 - channel : channel; at < values; at += 3) {
                pixels[to++] = ((crop[at] & 0xff) - mean) * scale;
            }
        }
    }
}
