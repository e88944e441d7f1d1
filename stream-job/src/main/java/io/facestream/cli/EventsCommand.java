package io.facestream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Events as they lie on a topic. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        header = "Read events from a topic.",
        footer = {"", "Example:", "  ./facestream events tail kafka://identity-events --from-beginning"},
        subcommands = EventsCommand.Tail.class)
final class EventsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "events: no command given (expected: one of those below)");
    }

    /** Prints what a topic holds. */
    @Command(
            name = "tail",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Print the events of a topic as they come.",
            description = {
                "",
                "Only what is committed is shown: each event once, whatever failed meanwhile.",
                "",
            },
            footer = {
                "",
                "Examples:",
                "  ./facestream events tail kafka://identity-events",
                "  ./facestream events tail kafka://identity-sightings --from-beginning --until-end --json",
            })
    static final class Tail implements Callable<Integer> {
        private static final Duration POLL = Duration.ofMillis(300);
        private static final Duration PATIENCE = Duration.ofSeconds(15);

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Parameters(paramLabel = "URI", description = "kafka://TOPIC or kafka://HOST:PORT/TOPIC")
        private String uri = "";

        @Option(names = "--from-beginning", description = "Begin with the oldest event, not with the next.")
        private boolean fromBeginning;

        @Option(names = "--until-end", description = "End at the newest event, do not wait for more.")
        private boolean untilEnd;

        @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
        private long count = Long.MAX_VALUE;

        @Option(names = "--json", description = "Print each event as it lies there.")
        private boolean json;

        @Option(names = "--uncommitted", description = "Show what is not committed yet, or was rolled back, too.")
        private boolean uncommitted;

        @Option(
                names = "--kafka",
                paramLabel = "FILE",
                description =
                        "Settings of Kafka's clients as a .properties file. Default: the broker at 127.0.0.1:9092.")
        private @Nullable Path kafka;

        @Override
        public Integer call() throws IOException {
            KafkaAddress address = address();
            Properties client = address.properties();
            client.put("isolation.level", uncommitted ? "read_uncommitted" : "read_committed");
            client.put("enable.auto.commit", "false");
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                List<TopicPartition> partitions = consumer.partitionsFor(address.topic(), PATIENCE).stream()
                        .map(part -> new TopicPartition(address.topic(), part.partition()))
                        .toList();
                if (partitions.isEmpty()) {
                    throw new IllegalStateException(address + ": no such topic");
                }
                consumer.assign(partitions);
                if (fromBeginning) {
                    consumer.seekToBeginning(partitions);
                } else {
                    consumer.seekToEnd(partitions);
                }
                follow(consumer, partitions);
            }
            return ExitCode.OK;
        }

        private KafkaAddress address() throws IOException {
            try {
                return KafkaAddress.parse(uri, kafka == null ? Map.of() : KafkaFile.read(kafka));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }

        private void follow(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            ObjectMapper mapper = new ObjectMapper();
            PrintWriter terminal = spec.commandLine().getOut();
            long shown = 0;
            while (shown < count) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (shown++ < count) {
                        terminal.println(text(record, mapper));
                    }
                }
                terminal.flush();
                if (untilEnd
                        && partitions.stream()
                                .allMatch(part -> consumer.position(part) >= ends.getOrDefault(part, 0L))) {
                    return;
                }
            }
        }

        private String text(ConsumerRecord<byte[], byte[]> record, ObjectMapper mapper) {
            if (record.value() == null) {
                return "";
            }
            String line = new String(record.value(), StandardCharsets.UTF_8);
            if (json) {
                return line;
            }
            try {
                return TerminalSink.describe(mapper.readTree(line));
            } catch (JsonProcessingException | RuntimeException e) {
                return line; // not an identity event
            }
        }
    }
}
