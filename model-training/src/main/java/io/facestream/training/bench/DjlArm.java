package io.facestream.training.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.PairList;
import io.facestream.training.Engines;
import io.facestream.training.data.Batch;
import io.facestream.training.head.Head;
import io.facestream.training.head.HeadSpec;
import io.facestream.training.net.Backbone;
import java.util.Arrays;

/** DJL's own loop: a model of DJL's blocks, its trainer, its gradient collector, its SGD, and a manager for each step. */
final class DjlArm implements Arm {
    private static final float MOMENTUM = 0.9f;
    private static final float DECAY = 5e-4f;

    private final Model model;
    private final Trainer trainer;
    private final DjlNet net;
    private final Head head;

    DjlArm(Task task) {
        Engines.start(task.threads());
        model = Model.newInstance("djl", Device.cpu(), Engines.PYTORCH);
        net = new DjlNet(task.layer());
        head = HeadSpec.of(java.util.Map.of("kind", "arcface"))
                .create(task.classes(), Task.DIMENSION, Task.SEED, model.getNDManager());
        model.setBlock(new LossBlock(net.block(), head));
        // The block gives the loss; the configuration's is never asked.
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed((float) Task.RATE))
                        .optMomentum(MOMENTUM)
                        .optWeightDecays(DECAY)
                        .build()));
        trainer.initialize(new Shape(task.batch(), 3, Backbone.SIDE, Backbone.SIDE), new Shape(task.batch()));
        net.set(task.weights());
    }

    static NDArray pictures(Batch batch, NDManager manager) {
        return manager.create(batch.pixels(), new Shape(batch.size(), 3, Backbone.SIDE, Backbone.SIDE));
    }

    @Override
    public double step(Batch batch) {
        try (NDManager here = trainer.getManager().newSubManager()) {
            NDArray labels =
                    here.create(Arrays.stream(batch.labels()).asLongStream().toArray());
            double value;
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDArray loss = trainer.forward(new NDList(pictures(batch, here), labels))
                        .singletonOrThrow();
                gradients.backward(loss);
                value = loss.getFloat();
            }
            trainer.step();
            return value;
        }
    }

    @Override
    public float[] embed(Batch batch) {
        try (NDManager here = trainer.getManager().newSubManager()) {
            ParameterStore store = new ParameterStore(here, false);
            return net.block()
                    .forward(store, new NDList(pictures(batch, here)), false)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }

    /** Pictures and labels in, the loss out; the head's rows are trained with the rest. */
    private static final class LossBlock extends AbstractBlock {
        private final Block net;
        private final Head head;

        LossBlock(Block net, Head head) {
            this.net = addChildBlock("net", net);
            this.head = head;
            head.arrays().forEach((name, array) -> {
                Parameter parameter = addParameter(Parameter.builder()
                        .setName(name)
                        .setType(Parameter.Type.WEIGHT)
                        .build());
                parameter.setArray(array);
            });
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
            NDArray pictures = inputs.get(0);
            // The trainer moves only what was asked for here.
            getDirectParameters()
                    .values()
                    .forEach(parameter -> store.getValue(parameter, pictures.getDevice(), training));
            NDArray embeddings =
                    net.forward(store, new NDList(pictures), training).singletonOrThrow();
            return new NDList(head.loss(embeddings, inputs.get(1)));
        }

        @Override
        public void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
            net.initialize(manager, type, inputShapes[0]);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {new Shape()};
        }
    }
}
