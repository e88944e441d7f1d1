package io.facestream.training.run;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.facestream.training.Engines;
import io.facestream.training.data.Batch;
import io.facestream.training.data.BatchLoader;
import io.facestream.training.head.Head;
import io.facestream.training.head.HeadSpec;
import io.facestream.training.net.NetBlock;
import io.facestream.training.verify.BlockEmbedder;
import io.facestream.training.verify.Verification;

/** What a configuration puts together: people, a network with its head, and batches for it. One thread. */
final class Training implements AutoCloseable {
    private final TrainingConfig config;
    private final People people;
    private final Beginning beginning;
    private final Trainer trainer;
    private final BlockEmbedder embedder;
    private final BatchLoader loader;
    private final long stepsAnEpoch;

    /** @param place where to go on; the beginning is one too */
    Training(TrainingConfig config, Place place, RunListener listener) {
        this.config = config;
        Engine engine = Engines.start(config.threads());
        beginning = Beginning.of(config);
        people = People.of(config, listener);
        Selection trained = people.trained();
        NDManager manager = Trainer.manager();
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
        long restore(java.util.List<String> people, Trainer trainer);
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
