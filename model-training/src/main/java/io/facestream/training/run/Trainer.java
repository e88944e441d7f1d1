package io.facestream.training.run;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.facestream.training.Engines;
import io.facestream.training.data.Batch;
import io.facestream.training.head.Head;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.TensorFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network, its head and its optimiser, and the step that changes them. One thread. */
final class Trainer implements AutoCloseable {
    private final Engine engine;
    private final NDManager manager;
    private final NetBlock net;
    private final Head head;
    private final Updates updates;
    private final int side;
    private final long seed;

    /**
     * What a step did.
     *
     * @param gradientNorm over all tensors, before clipping; NaN if this step only gathered gradients
     * @param rate learning rate; NaN likewise
     */
    record Step(double loss, double gradientNorm, double rate) {
        boolean isFinite() {
            return Double.isFinite(loss) && !Double.isInfinite(gradientNorm);
        }
    }

    Trainer(Engine engine, NDManager manager, NetBlock net, Head head, Updates updates, int side, long seed) {
        this.engine = engine;
        this.manager = manager;
        this.net = net;
        this.head = head;
        this.updates = updates;
        this.side = side;
        this.seed = seed;
    }

    NetBlock net() {
        return net;
    }

    /** Learns from a batch, at the rate of its step. A loss that is no number moves no weight. */
    Step step(Batch batch) {
        double loss = gradients(batch);
        return Double.isFinite(loss) ? updates.after(batch.step(), loss) : new Step(loss, Double.NaN, Double.NaN);
    }

    /** Learns from a batch, at a rate of its own. */
    Step step(Batch batch, double rate) {
        double loss = gradients(batch);
        return Double.isFinite(loss) ? updates.move(loss, rate) : new Step(loss, Double.NaN, rate);
    }

    /** The loss of a batch, whose gradients are added to those that are there. */
    private double gradients(Batch batch) {
        // Dropout and sampled classes follow from the place alone: a run that was interrupted goes on the same way.
        engine.setRandomSeed((int) (seed * 31 + batch.step()));
        head.begin(updates.updateOf(batch.step()));
        try (NDManager here = manager.newSubManager(Device.cpu())) {
            NDArray pictures = here.create(batch.pixels(), new Shape(batch.size(), 3, side, side));
            long[] classes =
                    java.util.Arrays.stream(batch.labels()).asLongStream().toArray();
            NDArray labels = here.create(classes);
            try (GradientCollector gradients = engine.newGradientCollector()) {
                NDArray embeddings = net.forward(new ParameterStore(here, false), new NDList(pictures), true)
                        .singletonOrThrow();
                NDArray value = head.loss(embeddings, labels);
                double loss = value.getFloat();
                if (Double.isFinite(loss)) {
                    gradients.backward(value);
                }
                return loss;
            }
        }
    }

    /** All that changes with the steps. */
    Map<String, TensorFile.Tensor> tensors() {
        Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>();
        Checkpoint.put(tensors, "net", net.arrays());
        Checkpoint.put(tensors, "head", head.arrays());
        Checkpoint.put(tensors, "memory", head.memory());
        Checkpoint.put(tensors, "optimiser", updates.state());
        return tensors;
    }

    void restore(Checkpoint checkpoint) {
        checkpoint.restore("net", net.arrays());
        checkpoint.restore("head", head.arrays());
        checkpoint.restore("memory", head.memory());
        checkpoint.restore("optimiser", updates.state());
    }

    @Override
    public void close() {
        updates.close();
        head.close();
        net.close();
        manager.close();
    }

    static NDManager manager() {
        return NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
    }
}
