package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.TopicChange;
import io.facestream.facebank.topic.TopicFacebank;
import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The topic of a facebank, how its cluster is reached, and the key, as flags. */
final class FacebankTopicFlags {
    static final String DEFAULT = KafkaAddress.SCHEME + "facebank";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"--facebank", "--to"},
            paramLabel = "URI",
            defaultValue = DEFAULT,
            description = "The facebank's topic: kafka://TOPIC or kafka://HOST:PORT/TOPIC. Default: ${DEFAULT-VALUE}.")
    private String uri = DEFAULT;

    @Option(
            names = "--kafka",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients as a .properties file: bootstrap.servers, TLS, SASL."
                    + " Default: the broker at 127.0.0.1:9092.")
    private @Nullable Path kafka;

    @Mixin
    private KeyFlags key = new KeyFlags();

    /** The folder of pictures that is named in the place of a topic, if it is one. */
    Optional<Path> folder() {
        return KafkaAddress.isKafka(uri)
                ? Optional.empty()
                : Optional.of(Path.of(uri)).filter(Files::isDirectory);
    }

    KafkaAddress address() throws IOException {
        return address(uri);
    }

    /** Another topic of the same cluster. */
    KafkaAddress address(String other) throws IOException {
        try {
            String full = KafkaAddress.isKafka(other) ? other : KafkaAddress.SCHEME + other;
            return KafkaAddress.parse(full, kafka == null ? Map.of() : KafkaFile.read(kafka));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The flag with which another command reaches the same cluster; empty where none is needed. */
    String kafkaFlag() {
        return kafka == null ? "" : " --kafka " + kafka;
    }

    KeyFlags key() {
        return key;
    }

    TopicFacebank read() throws IOException {
        KafkaAddress address = address();
        return TopicFacebank.read(address.topic(), address.client(), key.require());
    }

    FacebankTopicWriter writer(String author) throws IOException {
        KafkaAddress address = address();
        return FacebankTopicWriter.open(address.topic(), address.client(), key.require(), author);
    }

    /** Says which version is there now. */
    void tell(TopicChange change) throws IOException {
        var commit = change.commit();
        println(address() + ": version " + commit.version() + ", "
                + TopicChange.people(commit.people()) + ", "
                + TopicChange.templates(commit.templates()) + " ("
                + (change.made() ? change.written() : "nothing to change") + ")");
    }

    void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
