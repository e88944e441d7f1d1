package io.facestream.training.bench;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import io.facestream.training.net.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network as a tree of DJL's own blocks, as a program is usually written with DJL: the yardstick. */
final class DjlNet {
    /** How much of the running statistics stays: the complement of what PyTorch calls so, and 0.1 there. */
    private static final float MOMENTUM = 0.9f;

    private final Map<TensorSpec, Block> owners = new HashMap<>();
    private final Block block;

    /** @throws IllegalArgumentException if it has layers that MobileFaceNet has not */
    DjlNet(Layer layer) {
        this.block = build(layer, "");
    }

    Block block() {
        return block;
    }

    /** Replaces all values, once the block is initialised. */
    void set(Weights weights) {
        owners.forEach((spec, owner) -> {
            Parameter.Type type = type(spec.role());
            owner.getDirectParameters().values().stream()
                    .filter(parameter -> parameter.getType() == type)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(spec.name() + ": no parameter of type " + type))
                    .getArray()
                    .set(weights.get(spec.name()));
        });
    }

    private static Parameter.Type type(TensorSpec.Role role) {
        return switch (role) {
            case CONV_WEIGHT, LINEAR_WEIGHT, SLOPE -> Parameter.Type.WEIGHT;
            case BIAS -> Parameter.Type.BIAS;
            case SCALE, FIXED_SCALE -> Parameter.Type.GAMMA;
            case SHIFT -> Parameter.Type.BETA;
            case RUNNING_MEAN -> Parameter.Type.RUNNING_MEAN;
            case RUNNING_VARIANCE -> Parameter.Type.RUNNING_VAR;
        };
    }

    private Block build(Layer layer, String path) {
        List<Layer.Step> inside = TensorSpec.inside(layer);
        if (layer instanceof Layer.Sequence) {
            SequentialBlock sequence = new SequentialBlock();
            inside.forEach(step -> sequence.add(inner(step, path)));
            return inside.isEmpty() ? Blocks.identityBlock() : sequence;
        }
        if (layer instanceof Layer.Residual) {
            return new ParallelBlock(
                    both -> new NDList(
                            both.get(0).singletonOrThrow().add(both.get(1).singletonOrThrow())),
                    inside.stream().map(step -> inner(step, path)).toList());
        }
        Block leaf = leaf(layer);
        TensorSpec.own(layer, path).forEach(spec -> owners.put(spec, leaf));
        return leaf;
    }

    private Block inner(Layer.Step step, String path) {
        return build(step.layer(), TensorSpec.join(path, step.name()));
    }

    private static Block leaf(Layer layer) {
        if (layer instanceof Layer.Conv conv) {
            return Conv2d.builder()
                    .setKernelShape(square(conv.kernel()))
                    .setFilters(conv.out())
                    .optStride(square(conv.stride()))
                    .optPadding(square(conv.padding()))
                    .optGroups(conv.groups())
                    .optBias(conv.bias())
                    .build();
        }
        if (layer instanceof Layer.BatchNorm norm) {
            return BatchNorm.builder()
                    .optEpsilon((float) norm.epsilon())
                    .optMomentum(MOMENTUM)
                    .optScale(norm.learnsScale())
                    .build();
        }
        if (layer instanceof Layer.PRelu prelu) {
            return new PReluBlock(prelu.channels());
        }
        if (layer instanceof Layer.Linear linear) {
            return Linear.builder()
                    .setUnits(linear.out())
                    .optBias(linear.bias())
                    .build();
        }
        if (layer instanceof Layer.Flatten) {
            return Blocks.batchFlattenBlock();
        }
        if (layer == Layer.Activation.RELU) {
            return ai.djl.nn.Activation.reluBlock();
        }
        throw new IllegalArgumentException("layer: " + layer + " (expected: one of MobileFaceNet's)");
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
