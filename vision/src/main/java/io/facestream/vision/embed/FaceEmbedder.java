package io.facestream.vision.embed;

import io.facestream.vision.Face;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.InferenceSession;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelRefusedException;
import io.facestream.vision.model.Outputs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns aligned crops into embeddings. One thread an instance; instances of one model share its session.
 *
 * <p>Crops are 112 x 112 BGR, 8 bits a channel, row-major. On a CPU they run one by one on the calling thread; on CUDA in padded
 * batches of {@value #SMALL_BATCH} or {@value #LARGE_BATCH}, so that the GPU's memory sees two shapes only.
 */
public final class FaceEmbedder implements AutoCloseable {
    static final int SMALL_BATCH = 16;
    static final int LARGE_BATCH = 64;

    private final ModelCard card;
    private final InferenceSession session;
    private final CropFeed feed;
    private final int[] batches;
    private final FloatBuffer input;
    private final int output;
    private final int dimension;

    private FaceEmbedder(ModelCard card, InferenceSession session) {
        this.card = card;
        this.session = session;
        this.feed = new CropFeed(card.input());
        boolean freeBatch = session.inputShape()[0] < 0;
        this.batches =
                session.provider().equals("cpu") || !freeBatch ? new int[] {1} : new int[] {SMALL_BATCH, LARGE_BATCH};
        this.input = ByteBuffer.allocateDirect(4 * CropFeed.VALUES * batches[batches.length - 1])
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        // the first run tells the dimension, which not every file does, and pays for the warm-up here
        try (Outputs outputs = session.run(input, shape(batches[0]))) {
            this.output = vectorOf(outputs);
            long[] shape = outputs.shape(output);
            this.dimension = (int) shape[shape.length - 1];
        }
    }

    /**
     * Opens the pack's embedding model.
     *
     * @throws ModelRefusedException if its vectors are not what the card says
     */
    public static FaceEmbedder open(ModelPack pack, Device device) {
        return open(pack.embedding(), device);
    }

    /** Opens one embedding model. */
    public static FaceEmbedder open(LocatedModel model, Device device) {
        ModelCard.Input input = model.card().input();
        if (input.width() != Face.CROP_SIDE || input.height() != Face.CROP_SIDE || input.channels() != 3) {
            throw new ModelRefusedException(model.card().id() + ": input " + input.width() + " x " + input.height()
                    + " " + input.colour() + " (expected: 112 x 112 RGB or BGR)");
        }
        InferenceSession session = InferenceSession.open(model, device);
        try {
            return new FaceEmbedder(model.card(), session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private int vectorOf(Outputs outputs) {
        int found = -1;
        for (int i = 0; i < outputs.count(); i++) {
            long[] shape = outputs.shape(i);
            long last = shape.length == 0 ? 0 : shape[shape.length - 1];
            if (card.dimension() == 0 ? outputs.count() == 1 : last == card.dimension()) {
                found = i;
            }
        }
        if (found < 0) {
            long[] shape = outputs.shape(0);
            throw new ModelRefusedException(
                    card.id() + ": dimension " + (shape.length == 0 ? 0 : shape[shape.length - 1]) + " (expected: "
                            + card.dimension() + ", from its card)");
        }
        return found;
    }

    /**
     * Embeds crops; the result has one embedding a crop, in order, refused ones included.
     *
     * @param crops112Bgr 37,632 bytes each
     */
    public List<Embedding> embed(List<byte[]> crops112Bgr) {
        List<Embedding> embeddings = new ArrayList<>(crops112Bgr.size());
        int largest = batches[batches.length - 1];
        for (int from = 0; from < crops112Bgr.size(); from += largest) {
            int count = Math.min(largest, crops112Bgr.size() - from);
            for (int i = 0; i < count; i++) {
                feed.write(crops112Bgr.get(from + i), input, i * CropFeed.VALUES);
            }
            run(count, embeddings);
        }
        return embeddings;
    }

    private void run(int count, List<Embedding> embeddings) {
        int batch = batches[0];
        for (int i = 1; batch < count; i++) {
            batch = batches[i];
        }
        try (Outputs outputs = session.run(input, shape(batch))) {
            FloatBuffer values = outputs.values(output);
            float[] raw = new float[dimension];
            for (int i = 0; i < count; i++) {
                values.get(i * dimension, raw);
                embeddings.add(Embedding.ofRaw(raw));
            }
        }
    }

    private static long[] shape(int batch) {
        return new long[] {batch, 3, Face.CROP_SIDE, Face.CROP_SIDE};
    }

    public ModelCard card() {
        return card;
    }

    /** Length of the vectors. */
    public int dimension() {
        return dimension;
    }

    /** How many crops at most run at once: 1 on a CPU. */
    public int maxBatch() {
        return batches[batches.length - 1];
    }

    /** Where it really runs: {@code cpu} or {@code cuda:N}. */
    public String provider() {
        return session.provider();
    }

    @Override
    public void close() {
        session.close();
    }
}
