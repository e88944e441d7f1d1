package io.facestream.cli.evaluate;

import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The models that look at pictures, as flags. */
final class PictureModelFlags {
    @Option(
            names = "--model",
            paramLabel = "NAME|FILE|FOLDER",
            description =
                    "Embedding model or whole pack, with cards; the name of an imported pack. Default: the default models.")
    private @Nullable String model;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda:N or auto. Default: ${DEFAULT-VALUE}.")
    private Device device = Device.CPU;

    /** Loads the models, checked. */
    ModelPack pack() {
        return model == null ? ModelStore.defaultPack() : ModelPack.load(Path.of(model));
    }

    Device device() {
        return device;
    }

    /** As it was given; null for the default models. */
    @Nullable
    String model() {
        return model;
    }
}
