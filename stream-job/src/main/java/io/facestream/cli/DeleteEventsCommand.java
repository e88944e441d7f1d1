package io.facestream.cli;

import io.facestream.facebank.trace.EventTopics;
import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes the older events of a topic. */
@Command(
        name = "delete-events",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Delete the events of a partition that lie before an offset.",
        description = {
            "",
            "Kafka deletes records from the start of a partition only: everything before the offset goes, whomever it names. `erase` says which partition and offset.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  ./facestream facebank delete-events kafka://identity-events --partition 0 --before 91"
        })
final class DeleteEventsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", description = "kafka://TOPIC or kafka://HOST:PORT/TOPIC.")
    private String events = "";

    @Option(names = "--partition", required = true, paramLabel = "P", description = "The partition.")
    private int partition;

    @Option(names = "--before", required = true, paramLabel = "OFFSET", description = "The first offset that stays.")
    private long before;

    @Option(
            names = "--kafka",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients as a .properties file. Default: the broker at 127.0.0.1:9092.")
    private @Nullable Path kafka;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        KafkaAddress address = KafkaAddress.parse(events, kafka == null ? Map.of() : KafkaFile.read(kafka));
        new EventTopics(address.topic(), address.client()).deleteBefore(partition, before);
        spec.commandLine()
                .getOut()
                .println(address + ": partition " + partition + " begins at offset " + before + " now");
        return ExitCode.OK;
    }
}
