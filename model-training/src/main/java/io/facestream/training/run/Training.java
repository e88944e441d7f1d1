package io.facestream.training.run;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.facestream.training.Engines;
import io.facestream.training.data.Batch;
import io.facestream.training.data.BatchLoader;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.training.head.Head;
import io.facestream.training.head.HeadSpec;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.Weights;
import io.facestream.training.onnx.BatchNormUnfolding;
import io.facestream.training.onnx.FacePictures;
import io.facestream.training.verify.BlockEmbedder;
import io.facestream.training.verify.Verification;
import io.facestream.vision.model.ModelCard;
import java.util.ArrayList;
import java.util.List;

/** What a configuration puts together: people, a network with its head, and batches for it. One thread. */
final class Training implements AutoCloseable {
    private static final int UNFOLD_PICTURES = 256;
    private static final int UNFOLD_BATCH = 32;

    private final TrainingConfig config;
    private final People people;
    private final Beginning beginning;
    private final Trainer trainer;
    private final BlockEmbedder embedder;
    private final BatchLoader loader;
    private final NDManager manager;
    private final long stepsAnEpoch;

    /** @param place where to go on; the beginning is one too */
    Training(TrainingConfig config, Place place, RunListener listener) {
        this.config = config;
        Engine engine = Engines.start(config.threads());
        Beginning given = Beginning.of(config);
        people = People.of(config, listener);
        Selection trained = people.trained();
        manager = Trainer.manager();
        beginning = given.isFolded() ? unfolded(given) : given;
        NetBlock net = new NetBlock(beginning.layer(), beginning.weights(), manager);
        net.freeze(beginning.frozen(config.learn()));
        Head head = HeadSpec.of(config.headSettings())
                .create(trained.people().size(), beginning.dimension(), config.seed(), manager);
        stepsAnEpoch = Math.max(1, trained.size() / config.batch());
        Updates updates = new Updates(config, net, head, stepsAnEpoch, manager);
        trainer = new Trainer(engine, manager, net, head, updates, trained.set().side(), config.seed());
        embedder = new BlockEmbedder(net, beginning.card());
        long done = place.restore(trained.people(), trainer);
        loader = new BatchLoader(
                trained.set(),
                trained.pictures(),
                trained.labels(),
                config.batch(),
                config.seed(),
                config.data().augmentation(),
                beginning.input(),
                config.data().loaders(),
                done);
    }

    /** Where a training goes on. */
    @FunctionalInterface
    interface Place {
        Place START = (people, trainer) -> 0;

        /** Puts a trainer there; gives how many steps were done. */
        long restore(List<String> people, Trainer trainer);
    }

    People people() {
        return people;
    }

    Beginning beginning() {
        return beginning;
    }

    Trainer trainer() {
        return trainer;
    }

    BatchLoader loader() {
        return loader;
    }

    long stepsAnEpoch() {
        return stepsAnEpoch;
    }

    long steps() {
        return stepsAnEpoch * config.epochs();
    }

    /** A model's normalisations get the statistics of some pictures to learn from: in training they go on from there. */
    private Beginning unfolded(Beginning folded) {
        List<float[]> some = pictures(UNFOLD_PICTURES, folded.card());
        return folded.with(BatchNormUnfolding.unfold(folded.layer(), folded.weights(), manager, some, UNFOLD_BATCH));
    }

    /** Some of the pictures to learn from, spread evenly, each [3, side, side]; unreadable ones are passed over. */
    List<float[]> pictures(int most) {
        return pictures(most, beginning.card());
    }

    private List<float[]> pictures(int most, ModelCard.Input input) {
        Selection trained = people.trained();
        List<float[]> pictures = new ArrayList<>();
        int every = Math.max(1, trained.size() / most);
        for (int i = 0; i < trained.size() && pictures.size() < most; i += every) {
            try {
                pictures.add(FacePictures.tensor(trained.set().read(trained.pictures()[i]), input));
            } catch (UnreadablePictureException e) {
                continue; // the loader names it
            }
        }
        return pictures;
    }

    NDManager manager() {
        return manager;
    }

    BlockEmbedder embedder() {
        return embedder;
    }

    /** Puts weights into the network, and tries it on people whom it does not learn from. */
    Verification verify(Weights weights) {
        trainer.net().set(weights);
        return verify();
    }

    /** Tries the network, as it is, on people whom it does not learn from. */
    Verification verify() {
        return people.heldOut().verify(embedder, false);
    }

    /** Names the first pictures of a batch. */
    String describe(Batch batch) {
        StringBuilder pictures = new StringBuilder();
        for (int i = 0; i < Math.min(3, batch.size()); i++) {
            pictures.append(i == 0 ? "" : ", ").append(people.trained().set().name(batch.pictures()[i]));
        }
        return "the batch of " + batch.size() + " pictures that begins with " + pictures;
    }

    @Override
    public void close() {
        loader.close();
        trainer.close();
        people.close();
    }
}
