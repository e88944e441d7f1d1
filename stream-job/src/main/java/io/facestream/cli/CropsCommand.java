package io.facestream.cli;

import io.facestream.facebank.crypt.MasterKey;
import io.facestream.job.crop.CropFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code run --crops} has kept: encrypted pictures of faces, by visit. */
@Command(
        name = "crops",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Look at the crops that a run with --crops has kept.",
        description = {
            "",
            "Each is the best picture of a visit's face, 112 x 112 pixels, encrypted with the facebank's key. An event's visitId names it.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank key people.key",
            "  ./facestream run --source door.mp4 --facebank people/ --crops crops/ --facebank-key people.key",
            "  ./facestream crops list crops/",
            "  ./facestream crops view crops/ door-1769860800000-0 --facebank-key people.key --out face.jpg",
        })
final class CropsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "crops: no action given (expected: list or view)");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List the visits of which a crop is kept, oldest first.",
            description = {"", "One line each: when it was written, its size, the visit. No key is needed.", ""})
    void list(@Parameters(paramLabel = "FOLDER", description = "As given to run --crops.") Path folder)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<CropFolder.Entry> entries = new CropFolder(folder).list();
        for (CropFolder.Entry entry : entries) {
            out.printf(
                    "%s  %5d bytes  %s%n",
                    entry.writtenAt().truncatedTo(ChronoUnit.SECONDS), entry.bytes(), entry.visitId());
        }
        out.printf("%d crops%n", entries.size());
        out.flush();
    }

    @Command(
            name = "view",
            mixinStandardHelpOptions = true,
            header = "Decrypt the crop of a visit into a JPEG file.",
            description = {"", "The file is not encrypted: delete it when you have seen it.", ""})
    void view(
            @Parameters(paramLabel = "FOLDER", description = "As given to run --crops.") Path folder,
            @Parameters(paramLabel = "VISIT", description = "An event's visitId, or one that list shows.")
                    String visitId,
            @Option(
                            names = "--facebank-key",
                            paramLabel = "FILE",
                            description = "The key. Default: the environment variable " + MasterKey.VARIABLE + ".")
                    @Nullable
                    Path keyFile,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            required = true,
                            description = "The JPEG file to write; it must not be there.")
                    Path file)
            throws IOException {
        byte[] jpeg = new CropFolder(folder).read(visitId, MasterKey.require(keyFile));
        if (Files.exists(file)) {
            throw new IOException("out: " + file + " is there (expected: a new file)");
        }
        Files.write(file, jpeg, StandardOpenOption.CREATE_NEW);
        spec.commandLine().getOut().println("crop of " + visitId + ": " + file);
        spec.commandLine().getOut().flush();
    }
}
