package io.facestream.cli;

import io.facestream.job.kafka.KafkaCluster;
import io.facestream.job.kafka.TopicCheck;
import io.facestream.job.kafka.TopicCheck.Row;
import io.facestream.job.kafka.TopicCheck.Verdict;
import io.facestream.job.kafka.TopicDefinition;
import io.facestream.job.run.JobOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The topics of an installation: makes them, and says what is wrong with those there are. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Make and check the Kafka topics.",
        description = {
            "",
            "Frames, facebank, events and what goes with them each need other settings: frames are large and short-lived, "
                    + "the facebank is compacted in one partition, committed events are kept long. docs/topics.md says why.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream topics create",
            "  ./facestream topics create --kafka kafka.properties --partitions 16 --replication 3",
            "  ./facestream topics check --kafka kafka.properties --journeys none",
        })
final class TopicsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "topics: no action given (expected: create or check)");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            header = "Make the topics that are missing, and say how the others differ.",
            description = {"", "A topic that exists is left as it is. Exit code 1 if one of them would lose records."},
            footer = {"", "Example:", "  ./facestream topics create --partitions 16"})
    int create(@Mixin TopicNameFlags flags) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (KafkaCluster cluster = KafkaCluster.connect(flags.address())) {
            int replication = flags.replication(cluster);
            List<TopicDefinition> topics = flags.definitions(replication);
            TopicCheck check = new TopicCheck(cluster);
            List<String> made = check.create(topics, replication);
            for (TopicDefinition topic : topics) {
                out.printf(
                        Locale.ROOT,
                        "%-8s %-22s %2d partition%s  %s%n",
                        made.contains(topic.name()) ? "made" : "there",
                        topic.name(),
                        topic.partitions(),
                        topic.partitions() == 1 ? " " : "s",
                        topic.holds());
            }
            List<Row> rows = check.rows(topics, replication, JobOptions.TRANSACTION_TIMEOUT.defaultValue()).stream()
                    .filter(row -> row.verdict() != Verdict.OK && !made.contains(row.topic()))
                    .toList();
            return print(out, rows);
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            header = "Hold every setting of the topics against what it should be.",
            description = {
                "",
                "'differs' is a matter of disk, time or privacy; 'WRONG' loses or refuses records: exit code 1.",
            },
            footer = {"", "Example:", "  ./facestream topics check --kafka kafka.properties"})
    int check(@Mixin TopicNameFlags flags) throws IOException {
        try (KafkaCluster cluster = KafkaCluster.connect(flags.address())) {
            int replication = flags.replication(cluster);
            return print(
                    spec.commandLine().getOut(),
                    new TopicCheck(cluster)
                            .rows(
                                    flags.definitions(replication),
                                    replication,
                                    JobOptions.TRANSACTION_TIMEOUT.defaultValue()));
        }
    }

    private static int print(PrintWriter out, List<Row> rows) {
        if (!rows.isEmpty()) {
            out.printf(Locale.ROOT, "%-20s %-26s %-18s %-24s %s%n", "topic", "setting", "is", "expected", "");
        }
        for (Row row : rows) {
            String verdict = switch (row.verdict()) {
                case OK -> "ok";
                case DIFFERS -> "differs: " + row.why();
                case WRONG -> "WRONG: " + row.why();
            };
            out.printf(
                    Locale.ROOT,
                    "%-20s %-26s %-18s %-24s %s%n",
                    row.topic(),
                    row.setting(),
                    row.is(),
                    row.expected(),
                    verdict);
        }
        out.flush();
        boolean wrong = rows.stream().anyMatch(row -> row.verdict() == Verdict.WRONG);
        return wrong ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
