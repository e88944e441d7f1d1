package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopicWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops events about a person, or lets them go on. */
@Command(
        name = "ignore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Ignore a person: no event and no crop of theirs leaves the job.",
        description = {
            "",
            "The person stays enrolled, because they must be recognised to be left out. Holds until --off, whatever is published or rolled back.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank ignore \"Ann Lee\" --facebank-key facebank.key",
            "  ./facestream facebank ignore \"Ann Lee\" --off --facebank-key facebank.key"
        })
final class FacebankIgnoreCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PERSON", description = "Display name or id.")
    private String person = "";

    @Option(names = "--off", description = "Events about the person go on.")
    private boolean off;

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Override
    public Integer call() throws IOException {
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            topic.tell(writer.ignore(person, !off));
        }
        return ExitCode.OK;
    }
}
