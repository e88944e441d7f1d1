package io.facestream.cli.evaluate;

import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The models that look at pictures, as flags. */
final class ModelFlags {
    @Option(
            names = "--model",
            paramLabel = "NAME|FILE|FOLDER",
            description =
                    "Embedding model or whole pack, with cards; an imported pack's name; the folder of a training run. Default: the default models.")
    private @Nullable String model;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda:N or auto. Default: ${DEFAULT-VALUE}.")
    private Device device = Device.CPU;

    /** Loads the models, checked. */
    ModelPack pack() {
        String name = model;
        return name == null
                ? ModelStore.defaultPack()
                : ModelStore.imported(name).orElseGet(() -> ModelPack.load(Path.of(name)));
    }

    Device device() {
        return device;
    }

    /** As it was given; null for the default models. */
    @Nullable
    String model() {
        return model;
    }

    /** As it was written, to repeat the command; empty if the default is used. */
    String shown() {
        return model == null ? "" : " --model " + model;
    }
}
