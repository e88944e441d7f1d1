package io.facestream.cli;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.enrolment.Enrolment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns a folder of pictures into a facebank file, and accounts for every picture. */
@Command(
        name = "enroll",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Make a facebank file of a folder of pictures.",
        description = {
            "",
            "Finds the face of each picture, checks that it is good enough, and makes a template of it. Pictures that are "
                    + "unlike the person's others, or lie under two people, are refused. Each picture is either taken or "
                    + "named with the reason. Pictures of an earlier enrolment are not analysed again.",
            "",
            "With a key (--facebank-key, or the environment variable FACESTREAM_FACEBANK_KEY) the file's templates are"
                    + " encrypted.",
            "",
            "PERSON/person.json or person.yaml may state name, purpose, consent, validUntil, minor and guardianConsent. "
                    + "A minor is enrolled with guardianConsent: true only.",
            "",
        })
final class EnrollCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(EnrollCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Pictures as FOLDER/PERSON/*.jpg, .jpeg, .png or .webp.")
    private Path folder = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The facebank file to write or to replace.")
    private Path out = Path.of("");

    @Mixin
    private EnrolmentFlags flags = new EnrolmentFlags();

    @Mixin
    private KeyFlags keyFlags = new KeyFlags();

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the report on each picture as JSON.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        requireReplaceable(out);
        MasterKey key = keyFlags.find().orElse(null);
        Enrolment enrolment = flags.enrol(folder);
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(enrolment.report().toTable());
        terminal.flush();
        if (report != null) {
            Files.writeString(report, enrolment.report().toJson());
        }
        enrolment.requireUsable(folder);
        Facebank facebank = numbered(enrolment.facebank(), key);
        FacebankFile.write(facebank, out, key);
        terminal.println(out + ": version " + facebank.version() + ", " + facebank.people() + " people, "
                + facebank.records().size() + " templates of " + facebank.modelName());
        terminal.flush();
        return ExitCode.OK;
    }

    /** A wrong --out must not cost anybody a file. */
    static void requireReplaceable(Path out) throws IOException {
        boolean empty = Files.isRegularFile(out) && Files.size(out) == 0;
        if (Files.exists(out) && !empty && !FacebankFile.looksLikeOne(out)) {
            throw new FacebankException(
                    "--out: " + out + " is there and is no facebank (expected: a new file, or a facebank to replace)");
        }
    }

    /** The version that follows what the file holds; a file that cannot be read is replaced by version 1. */
    private Facebank numbered(Facebank facebank, @Nullable MasterKey key) {
        try {
            return FacebankFile.readIfPresent(out, key).map(facebank::after).orElse(facebank);
        } catch (FacebankException e) {
            LOG.warn("replaced: {}", e.getMessage());
            return facebank;
        }
    }
}
