package io.facestream.cli;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.topic.TopicFacebank;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what is on a facebank topic into a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write the facebank into a file, encrypted with the same key.",
        description = {
            "",
            "The file keeps the opaque ids: publishing it again, here or elsewhere, gives the same people.",
            ""
        },
        footer = {"", "Example:", "  ./facestream facebank export --out people.facebank --facebank-key facebank.key"})
final class FacebankExportCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The facebank file to write or to replace.")
    private Path out = Path.of("");

    @Option(names = "--clear", description = "Do not encrypt the file.")
    private boolean clear;

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Override
    public Integer call() throws IOException {
        EnrollCommand.requireReplaceable(out);
        TopicFacebank there = topic.read();
        if (!there.problems().isEmpty()) {
            throw new FacebankException(there.problems().get(0) + "; `./facestream facebank verify` says all");
        }
        Facebank facebank = there.facebank();
        FacebankFile.write(facebank, out, clear ? null : topic.key().require());
        topic.println(out + ": version " + there.commit().version() + ", " + facebank.people() + " people, "
                + facebank.records().size() + " templates of " + facebank.modelName());
        return ExitCode.OK;
    }
}
