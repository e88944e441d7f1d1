package io.facestream.cli;

import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.Enrolment;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.EnrolmentProgress;
import io.facestream.job.model.ModelChoice;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How pictures are enrolled, as flags. */
final class EnrolmentFlags {
    @Option(names = "--aligned", description = "The pictures are aligned 112 x 112 crops: no face is searched in them.")
    private boolean aligned;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE|FOLDER",
            description =
                    "Embedding model or whole pack, with cards; the name of an imported pack. Default: the default models.")
    private @Nullable String model;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda:N or auto. Default: ${DEFAULT-VALUE}.")
    private Device device = Device.CPU;

    @Option(
            names = "--pose",
            description = "Have a network say how heads are turned, before pictures are refused for it. Default: off.")
    private boolean pose;

    /** Enrols a folder, with a progress line. */
    Enrolment enrol(Path folder) {
        EnrolmentOptions options =
                EnrolmentOptions.defaults().withAligned(aligned).withPoseModel(pose);
        ProgressLine line = new ProgressLine("enrolling");
        try (Enroller enroller = Enroller.open(pack(model), device, options)) {
            return enroller.enroll(folder, progress -> show(line, progress));
        } finally {
            line.done();
        }
    }

    private static void show(ProgressLine line, EnrolmentProgress progress) {
        String pictures = progress.done() + " of " + progress.total() + " pictures";
        line.show((double) progress.done() / progress.total(), pictures);
    }

    /** Whether a model is named. */
    boolean namesModel() {
        return model != null;
    }

    /** The card of the model that is named, or of the default one. */
    ModelCard card() {
        return pack(model).embedding().card();
    }

    static ModelPack pack(@Nullable String name) {
        return name == null || name.equals(ModelChoice.DEFAULT)
                ? ModelStore.defaultPack()
                : ModelStore.imported(name).orElseGet(() -> ModelPack.load(Path.of(name)));
    }
}
