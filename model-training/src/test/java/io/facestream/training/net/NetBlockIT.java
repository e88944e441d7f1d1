package io.facestream.training.net;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.facestream.training.Engines;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetBlockIT {
    @BeforeAll
    static void startEngine() {
        Engines.start(1);
    }

    @Test
    void aPReluBendsByItsSlopeAndPassesItsGradientOn() {
        Layer net = new Layer.PRelu(2);
        Weights slopes = new Weights(Map.of("slope", new float[] {0.25f, -0.5f}));
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
                NetBlock block = new NetBlock(net, slopes, manager)) {
            NDArray x = manager.create(new float[] {-2, 3, -4, 5}, new Shape(1, 2, 2, 1));
            try (GradientCollector gradients = Engine.getEngine(Engines.PYTORCH).newGradientCollector()) {
                NDArray y = block.forward(new ParameterStore(manager, false), new NDList(x), true)
                        .singletonOrThrow();
                assertThat(y.toFloatArray()).containsExactly(-0.5f, 3, 2, 5);
                gradients.backward(y.sum());
            }
            // the sum of what is negative, by channel
            assertThat(block.arrays().get("slope").getGradient().toFloatArray()).containsExactly(-2, -4);
        }
    }

    @Test
    void whatIsFrozenNeitherLearnsNorMovesItsRunningMean() {
        Layer net = Layer.sequence(new Layer.Conv(3, 4, 3, 2, 1, 1, false), new Layer.BatchNorm(4), new Layer.PRelu(4));
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
                NetBlock block = new NetBlock(net, Weights.random(net, 7), manager)) {
            block.freeze(Set.of("0", "1"));
            Weights before = block.weights();
            NDArray x = manager.ones(new Shape(2, 3, 8, 8));
            step(block, x);
            assertThat(block.weights().get("1.mean")).containsExactly(before.get("1.mean"));
            assertThat(block.arrays().get("0.weight").hasGradient()).isFalse();
            assertThat(block.arrays().get("2.slope").hasGradient()).isTrue();
            block.freeze(Set.of());
            step(block, x);
            assertThat(block.weights().get("1.mean")).isNotEqualTo(before.get("1.mean"));
        }
    }

    private static void step(NetBlock block, NDArray x) {
        try (GradientCollector gradients = Engine.getEngine(Engines.PYTORCH).newGradientCollector()) {
            NDArray y = block.forward(new ParameterStore(x.getManager(), false), new NDList(x), true)
                    .singletonOrThrow();
            gradients.backward(y.square().sum());
        }
    }
}
