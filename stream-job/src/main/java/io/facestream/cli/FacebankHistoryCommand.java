package io.facestream.cli;

import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.TopicFacebank;
import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Shows the changes of a facebank topic. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List every change: version, time, author, what was done.",
        description = {"", "Names nobody: people are told by id. Needs no key.", ""},
        footer = {"", "Example:", "  ./facestream facebank history --facebank kafka://facebank"})
final class FacebankHistoryCommand implements Callable<Integer> {
    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Override
    public Integer call() throws IOException {
        KafkaAddress address = topic.address();
        for (CommitRow commit : TopicFacebank.history(address.topic(), address.client())) {
            topic.println(String.format(
                    Locale.ROOT,
                    "%-8s  %s  %-10s  %-8s  %4d people  %5d templates  %s",
                    commit.version(),
                    Instant.ofEpochMilli(commit.atMillis()).truncatedTo(ChronoUnit.SECONDS),
                    commit.author(),
                    commit.action().name().toLowerCase(Locale.ROOT),
                    commit.people(),
                    commit.templates(),
                    commit.detail()));
        }
        return ExitCode.OK;
    }
}
