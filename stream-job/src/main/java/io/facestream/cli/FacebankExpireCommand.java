package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.TopicChange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes those whose consent has ended off a facebank topic. */
@Command(
        name = "expire",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Remove everybody whose consent has ended (validUntil).",
        description = {
            "",
            "Jobs recognise nobody after validUntil and forget the templates then; this takes them off the topic as well. Run it every day."
                    + " What is written about them stays, sealed, so that they can be enrolled again; with --erase their keys are destroyed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank expire --facebank-key facebank.key",
            "  ./facestream facebank expire --facebank-key facebank.key --erase"
        })
final class FacebankExpireCommand implements Callable<Integer> {
    @Option(names = "--erase", description = "Destroy their keys: there is no way back.")
    private boolean erase;

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Override
    public Integer call() throws IOException {
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            List<String> over = writer.expired();
            if (over.isEmpty()) {
                topic.println("nobody is on the topic whose consent has ended");
                return ExitCode.OK;
            }
            if (erase) {
                for (String personId : over) {
                    topic.tell(writer.erase(personId));
                }
            } else {
                topic.tell(writer.expire());
            }
            topic.println(TopicChange.people(over.size()) + " whose consent has ended: " + String.join(", ", over));
        }
        return ExitCode.OK;
    }
}
