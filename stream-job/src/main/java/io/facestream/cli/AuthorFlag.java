package io.facestream.cli;

import picocli.CommandLine.Option;

/** Who makes a change, as a flag. */
final class AuthorFlag {
    @Option(
            names = "--author",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who makes the change, for the history. Default: the user of this machine.")
    private String author = "";

    String author() {
        return author;
    }
}
