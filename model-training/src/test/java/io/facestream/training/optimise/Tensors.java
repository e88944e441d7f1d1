package io.facestream.training.optimise;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.facestream.training.Engines;

/** Tensors with gradients of one's choice. */
final class Tensors {
    private Tensors() {}

    static NDManager manager() {
        Engines.start(1);
        return NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
    }

    static NDArray of(NDManager manager, double... values) {
        return of(manager, new Shape(values.length), values);
    }

    static NDArray of(NDManager manager, Shape shape, double... values) {
        NDArray array = manager.create(values, shape);
        array.setRequiresGradient(true);
        return array;
    }

    /** Adds to the gradient of a tensor, by a backward pass. */
    static void pull(NDArray tensor, double... gradient) {
        try (NDManager step = tensor.getManager().newSubManager();
                GradientCollector collector = Engine.getEngine(Engines.PYTORCH).newGradientCollector()) {
            NDArray product = step.create(gradient, tensor.getShape()).mul(tensor);
            collector.backward(product.sum());
        }
    }
}
