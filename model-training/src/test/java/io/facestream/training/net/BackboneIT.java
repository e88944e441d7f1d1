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
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each network in the engine. */
class BackboneIT {
    /** Above this, in multiply-adds, a network only computes here, and one picture. */
    private static final long TOO_LARGE_TO_LEARN = 3_000_000_000L;

    @BeforeAll
    static void startEngine() {
        Engines.start(1);
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkEmbedsInUseAndLearnsFromAStep(Backbone backbone) {
        Layer layer = backbone.layer(64);
        boolean learns = Cost.of(layer, Backbone.SIDE).multiplyAdds() < TOO_LARGE_TO_LEARN;
        int batch = learns ? 2 : 1;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
                NetBlock block = new NetBlock(layer, Weights.random(layer, 5), manager)) {
            NDArray pictures = pictures(manager, batch);
            NDArray embeddings = block.embed(pictures);
            assertThat(embeddings.getShape()).isEqualTo(new Shape(batch, 64));
            assertFinite(embeddings);
            if (learns) {
                assertThat(step(block, pictures)).isPositive();
            }
        }
    }

    /** Sum of the absolute gradients; all of them have to be there and finite. */
    private static double step(NetBlock block, NDArray pictures) {
        try (GradientCollector gradients = Engine.getEngine(Engines.PYTORCH).newGradientCollector()) {
            NDArray y = block.forward(new ParameterStore(pictures.getManager(), false), new NDList(pictures), true)
                    .singletonOrThrow();
            gradients.backward(y.get(0).square().sum());
        }
        double sum = 0;
        for (TensorSpec spec : TensorSpec.of(block.layer())) {
            NDArray array = block.arrays().get(spec.name());
            assertThat(array.hasGradient())
                    .as(spec.name())
                    .isEqualTo(spec.role().isTrained());
            if (spec.role().isTrained()) {
                NDArray gradient = array.getGradient();
                assertFinite(gradient);
                sum += gradient.abs().sum().getFloat();
            }
        }
        return sum;
    }

    private static void assertFinite(NDArray array) {
        // a sum of finite values of this size is finite, any other is not
        assertThat(array.sum().getFloat()).isFinite();
    }

    private static NDArray pictures(NDManager manager, int batch) {
        Random random = new Random(9);
        float[] pixels = new float[batch * 3 * Backbone.SIDE * Backbone.SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat() * 2 - 1;
        }
        return manager.create(pixels, new Shape(batch, 3, Backbone.SIDE, Backbone.SIDE));
    }
}
