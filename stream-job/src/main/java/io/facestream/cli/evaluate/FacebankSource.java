package io.facestream.cli.evaluate;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A facebank that lies in a file, or as pictures in a folder. */
final class FacebankSource {
    private FacebankSource() {}

    /**
     * Reads the file, or enrols the folder.
     *
     * @param pack is only asked for a folder
     */
    static Facebank open(Path place, @Nullable Path key, Supplier<ModelPack> pack, Device device, boolean aligned) {
        if (!Files.isDirectory(place)) {
            return FacebankFile.read(place, MasterKey.find(key).orElse(null));
        }
        EnrolmentOptions options = EnrolmentOptions.defaults().withAligned(aligned);
        ProgressLine line = new ProgressLine("enrolling");
        try (Enroller enroller = Enroller.open(pack.get(), device, options)) {
            return enroller.enroll(
                            place,
                            progress -> line.show(
                                    (double) progress.done() / progress.total(),
                                    progress.done() + " of " + progress.total() + " pictures"))
                    .requireUsable(place)
                    .facebank();
        } finally {
            line.done();
        }
    }
}
