package io.facestream.training.run;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.facestream.training.Engines;
import io.facestream.training.data.Batch;
import io.facestream.training.head.Head;
import io.facestream.training.head.HeadSpec;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.Weights;

/** The steps of a run on batches that are given to it, and nothing else of a run: for who measures them. One thread. */
public final class BareSteps implements AutoCloseable {
    private final Trainer trainer;

    /**
     * @param config says head, optimiser, clipping, seed and threads; its network and pictures are not used
     * @param layer with embeddings of the configuration's dimension
     */
    public BareSteps(TrainingConfig config, Layer layer, Weights weights, int classes) {
        Engine engine = Engines.start(config.threads());
        NDManager manager = Trainer.manager();
        NetBlock net = new NetBlock(layer, weights, manager);
        Head head = HeadSpec.of(config.headSettings())
                .create(classes, config.backbone().dimension(), config.seed(), manager);
        Updates updates = new Updates(config, net, head, 1, manager);
        trainer = new Trainer(engine, manager, net, head, updates, Backbone.SIDE, config.seed());
    }

    /** Learns from a batch; gives its loss before. */
    public double step(Batch batch, double rate) {
        return trainer.step(batch, rate).loss();
    }

    /** The network as it is now. */
    public NetBlock net() {
        return trainer.net();
    }

    @Override
    public void close() {
        trainer.close();
    }
}
