package io.facestream.vision.liveness;

import io.facestream.vision.embed.CropFeed;
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
import java.util.Optional;

/**
 * Scores how live a face looks, from the crop that {@link LivenessCropper} cut. One crop a run, since the network's batch is fixed. Buffers
 * are reused; one thread an instance, instances of one model share its session.
 */
public final class LivenessModel implements AutoCloseable {
    private final ModelCard card;
    private final InferenceSession session;
    private final CropFeed feed;
    private final FloatBuffer input;

    private LivenessModel(ModelCard card, InferenceSession session) {
        this.card = card;
        this.session = session;
        this.feed = new CropFeed(card.input());
        this.input = ByteBuffer.allocateDirect(Float.BYTES * feed.values())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * The pack's card for this stage.
     *
     * @throws ModelRefusedException if the pack has none, or one of another kind of network
     */
    public static LocatedModel in(ModelPack pack) {
        Optional<LocatedModel> found = pack.optional(ModelCard.Task.LIVENESS);
        if (found.isEmpty()) {
            throw new ModelRefusedException(
                    "liveness: the pack has no such model (expected: a card with task liveness beside the others)");
        }
        ModelCard card = found.get().card();
        ModelCard.Input input = card.input();
        if (card.family() != ModelCard.Family.MINIFASNET || input.channels() != 3 || input.width() != input.height()) {
            throw new ModelRefusedException("liveness " + card.id() + ": family " + card.family() + ", " + input.width()
                    + " x " + input.height() + " x " + input.channels() + " (expected: minifasnet, a colour square)");
        }
        if (!(card.scoreThreshold() > 0)) {
            throw new ModelRefusedException("liveness " + card.id() + ": scoreThreshold " + card.scoreThreshold()
                    + " (expected: above 0, the score from which a face is taken for live)");
        }
        return found.get();
    }

    /**
     * Opens the pack's model.
     *
     * @throws ModelRefusedException if the pack has none, or it cannot be run
     */
    public static LivenessModel open(ModelPack pack, Device device) {
        return open(in(pack), device);
    }

    static LivenessModel open(LocatedModel model, Device device) {
        InferenceSession session = InferenceSession.open(model, device);
        try {
            return new LivenessModel(model.card(), session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * How live the face looks, 0 (a picture of a face) .. 1 (a live one).
     *
     * @param crop BGR, as {@link LivenessCropper#crop} gives it
     */
    public float score(byte[] crop) {
        feed.write(crop, input, 0);
        try (Outputs outputs =
                session.run(input, 1, 3, card.input().height(), card.input().width())) {
            return firstOfSoftmax(outputs.values(0));
        }
    }

    /** The probability of the first class, which is the live one in every Silent-Face network. */
    static float firstOfSoftmax(FloatBuffer logits) {
        double sum = 0;
        for (int i = 0; i < logits.limit(); i++) {
            sum += Math.exp(logits.get(i) - logits.get(0));
        }
        return (float) (1 / sum);
    }

    public ModelCard card() {
        return card;
    }

    /** The score below which a face is suspected to be a picture, 0..1. */
    public float threshold() {
        return card.scoreThreshold();
    }

    @Override
    public void close() {
        session.close();
    }
}
