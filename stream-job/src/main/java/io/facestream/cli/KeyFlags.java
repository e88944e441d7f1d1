package io.facestream.cli;

import io.facestream.facebank.crypt.MasterKey;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key that a facebank is encrypted with, as a flag. */
final class KeyFlags {
    @Option(
            names = "--facebank-key",
            paramLabel = "FILE",
            description = "The key that the facebank is encrypted with. Default: the environment variable "
                    + MasterKey.VARIABLE + ".")
    private @Nullable Path file;

    /** The file, if one is given: the key may be in the environment. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The key, if one is given. */
    Optional<MasterKey> find() {
        return MasterKey.find(file);
    }

    MasterKey require() {
        return MasterKey.require(file);
    }
}
