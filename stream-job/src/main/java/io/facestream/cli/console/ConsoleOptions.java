package io.facestream.cli.console;

/**
 * How a console is served.
 *
 * @param host address to listen at
 * @param port 0 for any that is free
 */
public record ConsoleOptions(String host, int port) {
    /** Port of the console unless told otherwise. */
    public static final int PORT = 8090;

    public ConsoleOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("console: port " + port + " (expected: 0 to 65535)");
        }
    }
}
