package io.facestream.training.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** PReLU by operators that DJL has for PyTorch; its own block of that name throws there. */
final class PReluBlock extends AbstractBlock {
    private final Parameter slope;

    PReluBlock(int channels) {
        slope = addParameter(Parameter.builder()
                .setName("slope")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(1, channels, 1, 1))
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray x = inputs.singletonOrThrow();
        // Handles that are closed at once, not at the end of the step: what the backward pass needs is kept by the
        // engine.
        try (NDArray positive = x.gt(0);
                NDArray bent = x.mul(store.getValue(slope, x.getDevice(), training))) {
            return new NDList(NDArrays.where(positive, x, bent));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    public void initializeChildBlocks(NDManager manager, ai.djl.ndarray.types.DataType type, Shape... inputShapes) {}
}
