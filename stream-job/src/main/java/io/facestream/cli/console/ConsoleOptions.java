package io.facestream.cli.console;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a console is served.
 *
 * @param port to listen at, 0 for any that is free; empty for the configuration's, or {@link #PORT}
 * @param config file with addresses, tokens and certificates; empty for a console of this machine with one token
 */
public record ConsoleOptions(Optional<Integer> port, Optional<Path> config) {
    /** Port of the console unless told otherwise. */
    public static final int PORT = 8090;

    public ConsoleOptions {
        if (port.isPresent() && (port.get() < 0 || port.get() > 65_535)) {
            throw new IllegalArgumentException("console: port " + port.get() + " (expected: 0 to 65535)");
        }
    }
}
