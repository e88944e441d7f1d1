package io.facestream.cli;

import io.facestream.facebank.crypt.MasterKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key to encrypt facebanks with. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Make a new key for facebanks.",
        description = {
            "",
            "The file is readable by its owner only, and is never overwritten. Keep a copy where it is safe: without the key nothing that it encrypts can be read again. Where a file is not wanted, put its content, plain or as base64, into the environment variable FACESTREAM_FACEBANK_KEY.",
            ""
        },
        footer = {"", "Example:", "  ./facestream facebank key facebank.key"})
final class FacebankKeyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file to make.")
    private Path file = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        MasterKey.create(file);
        spec.commandLine().getOut().println(file + ": a new key; keep a copy where it is safe");
        return ExitCode.OK;
    }
}
