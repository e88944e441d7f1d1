package io.facestream.cli;

import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.uselog.UseLogOptions;
import io.facestream.job.watch.topic.WatchedTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Option;

/** Which topics of which cluster a console reads, as flags. */
final class WatchedTopicFlags {
    private static final String NAME = "TOPIC|none";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT|FILE",
            defaultValue = KafkaAddress.LOCAL_SERVERS,
            description =
                    "The broker, or settings of Kafka's clients as a .properties file: bootstrap.servers, TLS, SASL."
                            + " Default: ${DEFAULT-VALUE}.")
    private String kafka = KafkaAddress.LOCAL_SERVERS;

    @Option(
            names = "--events",
            paramLabel = NAME,
            defaultValue = "identity-events",
            description = "Topic of committed events. Default: ${DEFAULT-VALUE}.")
    private String events = "";

    @Option(
            names = "--sightings",
            paramLabel = NAME,
            defaultValue = "identity-sightings",
            description = "Topic of the events at once. Default: ${DEFAULT-VALUE}.")
    private String sightings = "";

    @Option(
            names = "--annotations-topic",
            paramLabel = NAME,
            defaultValue = "annotations",
            description = "Topic of boxes and names a frame. Default: ${DEFAULT-VALUE}.")
    private String annotations = "";

    @Option(
            names = "--frames",
            paramLabel = NAME,
            defaultValue = "frames",
            description = "Topic of frames; without it there are no pictures. Default: ${DEFAULT-VALUE}.")
    private String frames = "";

    @Option(
            names = "--use-log",
            paramLabel = NAME,
            defaultValue = UseLogOptions.TOPIC,
            description =
                    "Topic of the log of use, to which reviews of matches are added; the only one that is written. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String useLog = "";

    @Option(
            names = "--look-back",
            paramLabel = "T",
            defaultValue = "1h",
            description =
                    "How far before now reading begins, such as 8h; of a quiet topic the last 300 events are read in any case."
                            + " 0 begins now. Default: ${DEFAULT-VALUE}.")
    private String lookBack = "1h";

    /** @throws IllegalArgumentException with one line for what is wrong */
    WatchedTopics topics() throws IOException {
        Map<String, String> client = KafkaFile.readOrServers(kafka);
        return new WatchedTopics(
                KafkaAddress.parse(KafkaAddress.SCHEME + "identity-events", client),
                topic("events", events),
                topic("sightings", sightings),
                topic("annotations-topic", annotations),
                topic("frames", frames),
                duration());
    }

    /** @throws IllegalArgumentException with one line for what is wrong */
    Optional<String> useLog() {
        return topic("use-log", useLog);
    }

    private static Optional<String> topic(String option, String name) {
        if (!KafkaAddress.isName(name)) {
            throw new IllegalArgumentException(option + ": " + name + " (expected: a topic's name, or none)");
        }
        return name.equals("none") ? Optional.empty() : Optional.of(name);
    }

    private Duration duration() {
        try {
            return lookBack.equals("0") ? Duration.ZERO : TimeUtils.parseDuration(lookBack);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("look-back: " + lookBack + " (expected: such as 8h, 30min or 0)", e);
        }
    }
}
