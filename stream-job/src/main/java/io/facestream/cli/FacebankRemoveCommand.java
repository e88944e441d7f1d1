package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopicWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a person off a facebank topic. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Remove a person: their templates are gone from the next version on.",
        description = {
            "",
            "What is written about the person stays, so that rollback can bring them back. To leave nothing, use erase.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank remove \"Ann Lee\" --facebank-key facebank.key",
            "  ./facestream facebank remove p-5f1d0c9a5f1d0c9a --author ann"
        })
final class FacebankRemoveCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PERSON", description = "Display name or id.")
    private String person = "";

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Override
    public Integer call() throws IOException {
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            topic.tell(writer.remove(person));
        }
        return ExitCode.OK;
    }
}
