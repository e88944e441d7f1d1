package io.facestream.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.facestream.training.TrainingException;
import io.facestream.training.data.InputForm;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.OnnxImport;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelRefusedException;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a run begins with.
 *
 * @param origin which model the weights come from, empty for none
 * @param isFolded whether the model's normalisations had been worked into its convolutions, and have no statistics of their own
 */
record Beginning(Backbone backbone, int dimension, Weights weights, InputForm input, String origin, boolean isFolded) {
    /** What learns of a model that exists, unless the configuration says more: the last layer and its normalisation. */
    private static final List<String> LAST = List.of("embed", "norm");

    static Beginning of(TrainingConfig config) {
        TrainingConfig.Network network = config.backbone();
        if (network.isRandom()) {
            Backbone backbone = named(network.name());
            Weights weights = Weights.random(backbone.layer(network.dimension()), config.seed());
            return new Beginning(backbone, network.dimension(), weights, config.input(), "", false);
        }
        Path start = Path.of(network.start());
        if (Files.exists(start.resolve(RunFolder.BEST))) {
            return ofRun(start);
        }
        try {
            return ofModel(
                    network.start().equals(TrainingConfig.Network.DEFAULT)
                            ? ModelStore.defaultPack().embedding()
                            : ModelPack.load(start).embedding());
        } catch (ModelRefusedException e) {
            throw new TrainingException("backbone.start: " + e.getMessage(), e);
        }
    }

    /** The best weights of a run, also of one that has not ended; it is fed as whatever that run began with. */
    private static Beginning ofRun(Path folder) {
        WeightsFile file = WeightsFile.read(folder.resolve(RunFolder.BEST));
        InputForm input = of(TrainingConfig.read(folder.resolve(RunFolder.CONFIG), List.of())).input;
        String origin = folder.toAbsolutePath().normalize().getFileName().toString();
        return new Beginning(file.backbone(), file.dimension(), file.weights(), input, origin, false);
    }

    private static Beginning ofModel(LocatedModel model) {
        WeightsFile file;
        try {
            file = OnnxImport.read(ModelProto.parseFrom(Files.readAllBytes(model.file())));
        } catch (IOException e) {
            throw new TrainingException(
                    "backbone.start: " + model.file() + ": cannot be read (" + e.getMessage() + ")", e);
        }
        ModelCard card = model.card();
        return new Beginning(
                file.backbone(), file.dimension(), file.weights(), form(card, model.file()), card.id(), true);
    }

    private static InputForm form(ModelCard card, Path where) {
        ModelCard.Input input = card.input();
        if (input.mean().size() > 1
                || input.scale().size() > 1
                || input.width() != Backbone.SIDE
                || input.height() != Backbone.SIDE) {
            throw new TrainingException("backbone.start: " + where + ": input " + input
                    + " (expected: 112 x 112 with one mean and one scale for all channels)");
        }
        return new InputForm(input.colour(), input.mean(0), input.scale(0));
    }

    private static Backbone named(String name) {
        try {
            return Backbone.named(name);
        } catch (IllegalArgumentException e) {
            throw new TrainingException(String.valueOf(e.getMessage()), e);
        }
    }

    Layer layer() {
        return backbone.layer(dimension);
    }

    /** The same function with other tensors. */
    Beginning with(Weights others) {
        return new Beginning(backbone, dimension, others, input, origin, false);
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
        List<TensorSpec> specs = TensorSpec.of(layer());
        for (String path : learning) {
            if (!path.isEmpty() && specs.stream().noneMatch(spec -> spec.name().startsWith(path + "."))) {
                throw new TrainingException("learn: " + path + " (expected: a layer of " + backbone + ", such as "
                        + layerOf(specs.get(specs.size() - 1)) + " or " + layerOf(specs.get(0)) + ")");
            }
        }
        Set<String> frozen = new LinkedHashSet<>();
        for (TensorSpec spec : specs) {
            String path = layerOf(spec);
            if (learning.stream().noneMatch(at -> at.isEmpty() || path.equals(at) || path.startsWith(at + "."))) {
                frozen.add(path);
            }
        }
        return frozen;
    }

    private static String layerOf(TensorSpec spec) {
        return spec.name().substring(0, spec.name().lastIndexOf('.'));
    }
}
