package io.facestream.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.facestream.training.Engines;
import io.facestream.training.head.Head;
import io.facestream.training.head.HeadSpec;
import io.facestream.training.net.Layer;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A small network, heads, optimisers and a schedule together, on points that lie around a centre for each class. */
class LearningIT {
    private static final int CLASSES = 12;
    private static final int INPUTS = 8;
    private static final int DIMENSION = 6;
    private static final int BATCH = 24;
    private static final int STEPS = 60;
    private static final double NOISE = 0.25;
    private static final Layer NET = Layer.sequence(
            new Layer.Flatten(),
            new Layer.Linear(INPUTS, 16, true),
            new Layer.BatchNorm(16),
            Layer.Activation.RELU,
            new Layer.Linear(16, DIMENSION, false),
            new Layer.BatchNorm(DIMENSION));

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Tensors.manager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** A training that can be stopped and taken up. */
    private final class Run implements AutoCloseable {
        private final NetBlock block = new NetBlock(NET, Weights.random(NET, 1), manager);
        private final Head head;
        private final Optimiser optimiser;
        private final Gradients gradients;
        private final Schedule schedule = Schedule.of(Map.of("kind", "cosine", "rate", 0.05, "warmup-steps", 5));

        Run(Map<String, ?> head, String optimiser) {
            this.head = HeadSpec.of(head).create(CLASSES, DIMENSION, 2, manager);
            OptimiserSpec spec = OptimiserSpec.of(Map.of("kind", optimiser));
            List<Trained> tensors = spec.groups().of(NET, block.arrays(), this.head);
            this.optimiser = spec.create(tensors, manager);
            this.gradients = new Gradients(tensors, manager);
        }

        void steps(int from, int to) {
            for (int step = from; step < to; step++) {
                head.begin(step);
                Random random = new Random(step);
                for (int batch = 0; batch < 2; batch++) {
                    differentiate(random);
                }
                gradients.scale(0.5);
                assertThat(gradients.clip(5)).isFinite();
                optimiser.step(schedule.at(step, STEPS, 1));
            }
        }

        private void differentiate(Random random) {
            try (NDManager step = manager.newSubManager();
                    GradientCollector collector =
                            Engine.getEngine(Engines.PYTORCH).newGradientCollector()) {
                long[] labels = random.longs(BATCH, 0, CLASSES).toArray();
                NDArray embeddings = block.forward(
                                new ParameterStore(step, false), new NDList(points(step, labels, random)), true)
                        .singletonOrThrow();
                collector.backward(head.loss(embeddings, step.create(labels)));
            }
        }

        /** How many of new points are nearest to the row of their own class. */
        double accuracy() {
            try (NDManager step = manager.newSubManager()) {
                Random random = new Random(-1);
                long[] labels = random.longs(240, 0, CLASSES).toArray();
                NDArray rows = step.from(head.arrays().values().stream()
                        .filter(array -> array.getShape().dimension() == 2)
                        .findFirst()
                        .orElseThrow()
                        .duplicate());
                long[] nearest = block.embed(points(step, labels, random))
                        .matMul(rows.normalize(2, 1).transpose())
                        .argMax(1)
                        .toLongArray();
                int right = 0;
                for (int i = 0; i < labels.length; i++) {
                    right += nearest[i] == labels[i] ? 1 : 0;
                }
                return right / (double) labels.length;
            }
        }

        Map<String, float[]> values() {
            Map<String, float[]> values = new HashMap<>(block.weights().values());
            head.arrays().forEach((name, array) -> values.put(name, array.toFloatArray()));
            head.memory().forEach((name, array) -> values.put(name, array.toFloatArray()));
            return values;
        }

        void takeUp(Run other) {
            block.set(other.block.weights());
            head.arrays()
                    .forEach((name, array) ->
                            array.set(other.head.arrays().get(name).toFloatArray()));
            head.memory()
                    .forEach((name, array) ->
                            array.set(other.head.memory().get(name).toFloatArray()));
            optimiser.restore(other.optimiser.state());
        }

        @Override
        public void close() {
            gradients.close();
            optimiser.close();
            head.close();
            block.close();
        }
    }

    private static NDArray points(NDManager manager, long[] labels, Random random) {
        float[] values = new float[labels.length * INPUTS];
        for (int i = 0; i < labels.length; i++) {
            Random centre = new Random(1000 + labels[i]);
            for (int j = 0; j < INPUTS; j++) {
                values[i * INPUTS + j] = (float) (centre.nextGaussian() + NOISE * random.nextGaussian());
            }
        }
        return manager.create(values, new Shape(labels.length, INPUTS, 1, 1));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Map.of("kind", "arcface", "scale", 16), "sgd"),
                Arguments.of(Map.of("kind", "arcface", "scale", 16, "easy-margin", true), "nesterov"),
                Arguments.of(Map.of("kind", "liarcface", "scale", 16), "sgd"),
                Arguments.of(Map.of("kind", "cosface", "scale", 16), "adamw"),
                Arguments.of(Map.of("kind", "combined", "scale", 16), "sgd"),
                Arguments.of(Map.of("kind", "adaface", "scale", 16, "momentum", 0.1), "sgd"),
                Arguments.of(Map.of("kind", "magface", "scale", 16, "low-norm", 1, "high-norm", 10), "sgd"),
                Arguments.of(Map.of("kind", "normhead", "scale", 16), "sgd"),
                Arguments.of(Map.of("kind", "softmax"), "adamw"),
                Arguments.of(Map.of("kind", "arcface", "scale", 16, "sample", 0.5), "sgd"),
                Arguments.of(Map.of("kind", "cosface", "scale", 16, "sample", 0.5), "adamw"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyHeadLearnsToTellClassesApart(Map<String, ?> head, String optimiser) {
        try (Run run = new Run(head, optimiser)) {
            double before = run.accuracy();
            run.steps(0, STEPS);
            assertThat(before).isLessThan(0.3);
            assertThat(run.accuracy()).isGreaterThan(0.9);
        }
    }

    @Test
    void aRunThatWasStoppedEndsAsAnUnbrokenOne() {
        for (String optimiser : List.of("sgd", "nesterov", "adamw")) {
            Map<String, ?> head = Map.of("kind", "adaface", "scale", 16, "sample", 0.4);
            try (Run unbroken = new Run(head, optimiser);
                    Run stopped = new Run(head, optimiser);
                    Run resumed = new Run(head, optimiser)) {
                unbroken.steps(0, 12);
                stopped.steps(0, 5);
                resumed.takeUp(stopped);
                resumed.steps(5, 12);
                Map<String, float[]> expected = unbroken.values();
                assertThat(expected).isNotEmpty();
                resumed.values()
                        .forEach((name, values) ->
                                assertThat(values).as(optimiser + " " + name).containsExactly(expected.get(name)));
            }
        }
    }
}
