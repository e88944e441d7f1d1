package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.FacebankVersion;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a facebank topic as it was. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Make the facebank as it was at an earlier version, as a new version.",
        description = {
            "",
            "Jobs decide as at that version from then on. Who was erased since stays erased, and who is ignored stays ignored.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank history",
            "  ./facestream facebank rollback 1.17 --facebank-key facebank.key"
        })
final class FacebankRollbackCommand implements Callable<Integer> {
    @Parameters(paramLabel = "VERSION", description = "As `history` shows it, such as 1.17.")
    private String version = "";

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Override
    public Integer call() throws IOException {
        FacebankVersion target = FacebankVersion.parse(version);
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            topic.tell(writer.rollback(target));
        }
        return ExitCode.OK;
    }
}
