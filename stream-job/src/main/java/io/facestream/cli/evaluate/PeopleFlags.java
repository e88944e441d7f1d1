package io.facestream.cli.evaluate;

import io.facestream.evaluate.pictures.KnownPeople;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.terminal.ProgressLine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who is known, as flags. */
final class PeopleFlags {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--facebank",
            paramLabel = "FOLDER|FILE",
            description = "Who can be recognised: PERSON/*.jpg|png|webp, or a facebank file.")
    private @Nullable String facebank;

    @Option(
            names = "--facebank-key",
            paramLabel = "FILE",
            description = "The key that the facebank is encrypted with. Default: the environment variable "
                    + MasterKey.VARIABLE + ".")
    private @Nullable Path key;

    @Option(
            names = "--fpir",
            paramLabel = "P",
            defaultValue = "0.01",
            description =
                    "Share of strangers' faces that may get a name; sets the threshold. Default: ${DEFAULT-VALUE}.")
    private double fpir;

    boolean given() {
        return facebank != null;
    }

    String facebank() {
        if (facebank == null) {
            throw new ParameterException(
                    spec.commandLine(), "--facebank: none given (expected: a folder PERSON/*.jpg or a facebank file)");
        }
        if (facebank.startsWith("kafka:")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--facebank: " + facebank
                            + " (expected: a folder or a file; ./facestream facebank export makes a file of a topic)");
        }
        return facebank;
    }

    @Nullable
    Path key() {
        return key;
    }

    double fpir() {
        return fpir;
    }

    /** Reads or enrols them. */
    KnownPeople open(ModelFlags models) {
        if (!(fpir > 0 && fpir < 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--fpir: " + fpir + " (expected: between 0 and 1, such as 0.01)");
        }
        ProgressLine line = new ProgressLine("enrolling");
        try {
            return KnownPeople.open(
                    Path.of(facebank()),
                    models.pack(),
                    models.device(),
                    MasterKey.find(key).orElse(null),
                    fpir,
                    progress -> line.show(
                            (double) progress.done() / progress.total(),
                            progress.done() + " of " + progress.total() + " pictures"));
        } finally {
            line.done();
        }
    }
}
