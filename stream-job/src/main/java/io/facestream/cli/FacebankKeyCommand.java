package io.facestream.cli;

import io.facestream.facebank.crypt.MasterKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank key facebank.key",
            "  ./facestream facebank key second.key --after facebank.key     begin to use another one",
            "  ./facestream facebank key only.key --newest-of second.key     end the use of the first"
        })
final class FacebankKeyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file to make.")
    private Path file = Path.of("");

    @ArgGroup
    private @Nullable Earlier earlier;

    /** A key that the new one comes from. */
    static final class Earlier {
        @Option(
                names = "--after",
                paramLabel = "KEY",
                description = "The new key seals anew, and opens what this one has sealed as well.")
        private @Nullable Path after;

        @Option(
                names = "--newest-of",
                paramLabel = "KEY",
                description = "Only the newest part of this one: what was sealed before it stays closed.")
        private @Nullable Path newestOf;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (earlier == null) {
            MasterKey.create(file);
        } else if (earlier.after != null) {
            MasterKey.read(earlier.after).createSuccessor(file);
        } else if (earlier.newestOf != null) {
            MasterKey.read(earlier.newestOf).createWithoutPredecessors(file);
        }
        spec.commandLine().getOut().println(file + ": a new key; keep a copy where it is safe");
        return ExitCode.OK;
    }
}
