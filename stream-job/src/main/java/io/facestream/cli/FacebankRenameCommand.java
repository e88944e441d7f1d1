package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopicWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a person on a facebank topic another name. */
@Command(
        name = "rename",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Give a person another display name.",
        description = {
            "",
            "Events name people by id, so that earlier events follow the new name. Enrolling the pictures again keeps the name given here.",
            ""
        },
        footer = {"", "Example:", "  ./facestream facebank rename ann \"Ann Lee\" --facebank-key facebank.key"})
final class FacebankRenameCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PERSON", description = "Display name or id.")
    private String person = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The new display name.")
    private String name = "";

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Override
    public Integer call() throws IOException {
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            topic.tell(writer.rename(person, name));
        }
        return ExitCode.OK;
    }
}
