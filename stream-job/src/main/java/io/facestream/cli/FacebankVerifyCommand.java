package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.facebank.topic.HistoryCheck;
import io.facestream.facebank.topic.TopicFacebank;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.terminal.ProgressLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads everything on a facebank topic back and checks it. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Check everything on the topic: versions, hashes, and that each template opens.",
        description = {
            "",
            "Checks the settings of the three topics, that each record can be read, that each template opens with its person's key, has unit length and is of the one model, and that the content has the hash that the last change states. --history checks each earlier version as well. Exit code 1 if anything is wrong.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank verify --facebank-key facebank.key",
            "  ./facestream facebank verify --history --facebank-key facebank.key"
        })
final class FacebankVerifyCommand implements Callable<Integer> {
    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Option(names = "--history", description = "Also check each version of the history.")
    private boolean history;

    @Override
    public Integer call() throws IOException {
        KafkaAddress address = topic.address();
        List<String> problems = new ArrayList<>(FacebankTopics.problems(address.topic(), address.client()));
        TopicFacebank there = topic.read();
        problems.addAll(there.problems());
        String checked =
                there.commit().templates() + " templates of " + there.commit().people() + " people";
        if (history) {
            HistoryCheck check = history(address);
            problems.addAll(check.problems());
            checked += ", " + check.versions() + " versions"
                    + (check.unchecked() == 0
                            ? ""
                            : " (" + check.unchecked() + " of them hold people who were erased since)");
        }
        problems.forEach(problem -> topic.println("WRONG  " + problem));
        topic.println(address + ": version " + there.commit().version() + ", " + checked + ": "
                + (problems.isEmpty() ? "all right" : problems.size() + " problems"));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private HistoryCheck history(KafkaAddress address) {
        ProgressLine line = new ProgressLine("checking");
        try {
            return HistoryCheck.of(
                    address.topic(),
                    address.client(),
                    topic.key().require(),
                    (done, of) -> line.show((double) done / of, done + " of " + of + " versions"));
        } finally {
            line.done();
        }
    }
}
