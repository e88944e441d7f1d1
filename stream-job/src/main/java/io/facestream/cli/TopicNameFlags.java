package io.facestream.cli;

import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.kafka.KafkaCluster;
import io.facestream.job.kafka.Retention;
import io.facestream.job.kafka.TopicDefinition;
import io.facestream.job.kafka.TopicNames;
import io.facestream.job.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which topics, on which cluster. */
final class TopicNameFlags {
    private static final int MOST_COPIES = 3;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--kafka",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients as a .properties file: bootstrap.servers, TLS, SASL."
                    + " Default: the broker at 127.0.0.1:9092.")
    private @Nullable Path kafka;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "8",
            description = "Partitions of the topics that are spread by key. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--replication",
            paramLabel = "R",
            description = "Copies of each record. Default: one a broker, at most 3.")
    private @Nullable Integer replication;

    @Option(names = "--frames", paramLabel = NAME, defaultValue = "frames", description = DEFAULT)
    private String frames = "";

    @Option(names = "--facebank", paramLabel = NAME, defaultValue = "facebank", description = DEFAULT)
    private String facebank = "";

    @Option(names = "--events", paramLabel = NAME, defaultValue = "identity-events", description = DEFAULT)
    private String events = "";

    @Option(names = "--sightings", paramLabel = NAME, defaultValue = "identity-sightings", description = DEFAULT)
    private String sightings = "";

    @Option(names = "--annotations-topic", paramLabel = NAME, defaultValue = "annotations", description = DEFAULT)
    private String annotations = "";

    @Option(names = "--dead-letters", paramLabel = NAME, defaultValue = "dead-letters", description = DEFAULT)
    private String deadLetters = "";

    @Option(names = "--journeys", paramLabel = NAME, defaultValue = "journeys", description = DEFAULT)
    private String journeys = "";

    @Option(names = "--shadow-topic", paramLabel = NAME, defaultValue = "identity-shadow", description = DEFAULT)
    private String shadow = "";

    @Option(names = "--use-log", paramLabel = NAME, defaultValue = "use-log", description = DEFAULT)
    private String useLog = "";

    @Option(
            names = "--keep-events",
            paramLabel = "DAYS",
            defaultValue = "90",
            description = "How long events and journeys are kept. Default: ${DEFAULT-VALUE} days.")
    private int keepEvents;

    @Option(
            names = "--keep-use-log",
            paramLabel = "DAYS",
            defaultValue = "185",
            description = "How long the log of use is kept. Default: ${DEFAULT-VALUE} days, six months.")
    private int keepUseLog;

    private static final String NAME = "TOPIC|none";
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    KafkaAddress address() throws IOException {
        return KafkaAddress.parse("kafka://frames", kafka == null ? Map.of() : KafkaFile.read(kafka));
    }

    int replication(KafkaCluster cluster) {
        return replication == null ? Math.min(MOST_COPIES, cluster.brokers()) : replication;
    }

    List<TopicDefinition> definitions(int copies) {
        TopicNames names = new TopicNames(
                name(frames),
                name(facebank),
                name(events),
                name(sightings),
                name(annotations),
                name(deadLetters),
                name(journeys),
                name(useLog),
                name(shadow));
        return Topics.definitions(names, partitions, copies, retention());
    }

    private Retention retention() {
        try {
            return new Retention(Duration.ofDays(keepEvents), Duration.ofDays(keepUseLog));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<String> name(String text) {
        return text.equals("none") ? Optional.empty() : Optional.of(text);
    }
}
