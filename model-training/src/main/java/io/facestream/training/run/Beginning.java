package io.facestream.training.run;

import io.facestream.training.data.InputForm;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import io.facestream.training.net.Weights;
import io.facestream.training.TrainingException;
import io.facestream.vision.model.ModelCard;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a run begins with.
 *
 * @param origin where the weights come from, empty for nowhere
 */
record Beginning(Backbone backbone, int dimension, Weights weights, InputForm input, String origin) {
    /** What learns of a model that exists, unless the configuration says more: the last layer and its normalisation. */
    private static final List<String> LAST = List.of("embed", "norm");

    static Beginning of(TrainingConfig config) {
        TrainingConfig.Network network = config.backbone();
        Backbone backbone;
        try {
            backbone = Backbone.named(network.name());
        } catch (IllegalArgumentException e) {
            throw new TrainingException("backbone.name: " + e.getMessage(), e);
        }
        Layer layer = backbone.layer(network.dimension());
        return new Beginning(backbone, network.dimension(), Weights.random(layer, config.seed()), config.input(), "");
    }

    Layer layer() {
        return backbone.layer(dimension);
    }

    /** As a model's card says how it is fed. */
    ModelCard.Input card() {
        return new ModelCard.Input(
                Backbone.SIDE,
                Backbone.SIDE,
                input.colour(),
                List.of(input.mean()),
                List.of(input.scale()),
                ModelCard.Layout.NCHW);
    }

    boolean isTuned() {
        return !origin.isEmpty();
    }

    /** The layers that do not learn, given those that do. */
    Set<String> frozen(List<String> learn) {
        List<String> learning = learn.isEmpty() ? (isTuned() ? LAST : List.of("")) : learn;
        Set<String> frozen = new LinkedHashSet<>();
        for (TensorSpec spec : TensorSpec.of(layer())) {
            String path = spec.name().substring(0, spec.name().lastIndexOf('.'));
            if (learning.stream().noneMatch(at -> at.isEmpty() || path.equals(at) || path.startsWith(at + "."))) {
                frozen.add(path);
            }
        }
        for (String path : learning) {
            if (!path.isEmpty()
                    && TensorSpec.of(layer()).stream().noneMatch(spec -> spec.name().startsWith(path + "."))) {
                throw new TrainingException("learn: " + path + " (expected: layers of " + backbone + ", as "
                        + TensorSpec.of(layer()).get(0).name().split("\\.", 2)[0] + " or embed)");
            }
        }
        return frozen;
    }
}
