package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopicWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Wraps the keys of a facebank topic's people with the newest part of the facebank key. */
@Command(
        name = "rewrap",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Seal the people's keys on a topic with the newest part of the facebank key.",
        description = {
            "",
            "The second of three steps to another facebank key; before it, every job and every command must have a key that opens"
                    + " both: `facebank key NEW --after OLD`. Afterwards the old key opens nothing on the topic.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank key second.key --after facebank.key",
            "  ./facestream cluster upgrade --set facebank-key=second.key",
            "  ./facestream facebank rewrap --facebank-key second.key"
        })
final class FacebankRewrapCommand implements Callable<Integer> {
    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Override
    public Integer call() throws IOException {
        try (FacebankTopicWriter writer = topic.writer("")) {
            topic.println(topic.address() + ": " + writer.rewrapKeys() + " people's keys sealed anew");
        }
        return ExitCode.OK;
    }
}
