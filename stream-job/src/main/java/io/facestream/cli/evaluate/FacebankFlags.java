package io.facestream.cli.evaluate;

import io.facestream.evaluate.identify.EnrolledPeople;
import io.facestream.evaluate.identify.PeopleFolder.PersonPicture;
import io.facestream.evaluate.identify.ProbeSet;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.model.ModelPack;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who is enrolled and what looks at pictures, as flags. */
final class FacebankFlags {
    @Option(
            names = "--facebank",
            required = true,
            paramLabel = "FOLDER|FILE",
            description = "Who is enrolled: pictures as FOLDER/PERSON/*.jpg|png|webp, or a facebank file.")
    private Path facebank = Path.of("");

    @Option(
            names = "--facebank-key",
            paramLabel = "FILE",
            description = "The key that the facebank is encrypted with. Default: the environment variable "
                    + MasterKey.VARIABLE + ".")
    private @Nullable Path key;

    @Option(
            names = "--aligned",
            description = "All pictures are aligned 112 x 112 crops: no face is searched in them. Quicker by far.")
    private boolean aligned;

    @Mixin
    private final ModelFlags models = new ModelFlags();

    private @Nullable ModelPack loaded;

    ModelPack pack() {
        if (loaded == null) {
            loaded = models.pack();
        }
        return loaded;
    }

    /** As it was given. */
    Path facebank() {
        return facebank;
    }

    ModelFlags models() {
        return models;
    }

    @Nullable
    Path key() {
        return key;
    }

    /** Reads or enrols the facebank, with a progress line. */
    EnrolledPeople enrolled() {
        MasterKey found = MasterKey.find(key).orElse(null);
        ProgressLine line = new ProgressLine("enrolling");
        try {
            return EnrolledPeople.open(
                    facebank,
                    pack(),
                    models.device(),
                    aligned,
                    found,
                    progress -> line.show(
                            (double) progress.done() / progress.total(),
                            progress.done() + " of " + progress.total() + " pictures"));
        } finally {
            line.done();
        }
    }

    /** Reads pictures, with a progress line. */
    ProbeSet probes(List<PersonPicture> pictures, Set<String> leftOut) throws InterruptedException {
        return probes(pictures, pack(), models, aligned, leftOut);
    }

    static ProbeSet probes(
            List<PersonPicture> pictures, ModelPack pack, ModelFlags models, boolean aligned, Set<String> leftOut)
            throws InterruptedException {
        ProgressLine line = new ProgressLine("reading");
        int all = pictures.size();
        try {
            return ProbeSet.read(
                    pictures,
                    pack,
                    models.device(),
                    aligned,
                    leftOut,
                    done -> line.show((double) done / all, done + " of " + all + " pictures"));
        } finally {
            line.done();
        }
    }
}
