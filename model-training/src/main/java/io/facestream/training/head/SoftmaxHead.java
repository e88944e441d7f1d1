package io.facestream.training.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** A linear layer with bias, of embeddings that may be brought to one length first. */
final class SoftmaxHead implements Head {
    private final double scale;
    private final NDArray weight;
    private final NDArray bias;

    /** @param weight [classes, dimension], owned from here on */
    SoftmaxHead(HeadSpec.Softmax spec, NDArray weight) {
        this.scale = spec.scale();
        this.weight = weight;
        this.bias = weight.getManager().zeros(new Shape(weight.getShape().get(0)), weight.getDataType());
        weight.setRequiresGradient(true);
        bias.setRequiresGradient(true);
    }

    @Override
    public NDArray loss(NDArray embeddings, NDArray labels) {
        NDArray features = scale == 0
                ? embeddings
                : embeddings.normalize(2, 1, MarginHead.SHORTEST).mul(scale);
        NDArray turned = weight.transpose();
        turned.attach(embeddings.getManager());
        return CrossEntropy.mean(features.matMul(turned).add(bias), labels.expandDims(1));
    }

    @Override
    public Map<String, NDArray> arrays() {
        return Map.of(BY_CLASS + "weight", weight, BY_CLASS + "bias", bias);
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
    }
}
