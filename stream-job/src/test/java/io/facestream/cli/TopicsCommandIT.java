package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.cluster.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TopicsCommandIT {
    private static final List<String> TOPICS = List.of(
            "frames",
            "facebank",
            "events",
            "sightings",
            "annotations-topic",
            "dead-letters",
            "journeys",
            "use-log",
            "shadow-topic");

    @TempDir
    private Path folder;

    private final String own = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whatIsMadeIsFoundGoodAndMadeOnce() throws Exception {
        CommandLineRun before = topics("check");
        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.out()).contains("missing");

        CommandLineRun made = topics("create");
        assertThat(made.err()).isEmpty();
        assertThat(made.exitCode()).isZero();
        assertThat(made.out().lines().filter(line -> line.startsWith("made"))).hasSize(11);

        CommandLineRun again = topics("create");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out().lines()).noneMatch(line -> line.startsWith("made"));
        CommandLineRun check = topics("check");
        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).contains(" ok").doesNotContain("WRONG", "differs");
    }

    @Test
    void aSettingThatLosesRecordsIsWrongAndAnotherOnlyDiffers() throws Exception {
        topics("create");
        TestBroker.configure("frames-" + own, Map.of("max.message.bytes", "1048588"));
        TestBroker.configure("annotations-topic-" + own, Map.of("retention.ms", "60000"));

        CommandLineRun check = topics("check");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out().lines().filter(line -> line.contains("WRONG")))
                .singleElement()
                .asString()
                .contains("frames-" + own, "max.message.bytes", "1048588", "at least 16777216");
        assertThat(check.out().lines().filter(line -> line.contains("differs")))
                .singleElement()
                .asString()
                .contains("annotations-topic-" + own, "retention.ms", "60000", "1800000");
    }

    @Test
    void settingsThatTheBrokerDoesNotTakeAreOneLineWithoutThePassword() throws Exception {
        CommandLineRun wrongName = with("security.protocol=PLAIN_TEXT\n");
        assertThat(wrongName.exitCode()).isEqualTo(1);
        assertThat(wrongName.err().lines()).singleElement().asString().contains("security.protocol", "PLAIN_TEXT");

        CommandLineRun noSuchFile = with("security.protocol=SSL\nssl.truststore.password=s3cret\n"
                + "ssl.truststore.type=JKS\nssl.truststore.location=" + folder.resolve("none.jks") + "\n");
        assertThat(noSuchFile.exitCode()).isEqualTo(1);
        assertThat(noSuchFile.err().lines())
                .singleElement()
                .asString()
                .contains("none.jks")
                .doesNotContain("s3cret");

        CommandLineRun tlsToPlain = with("security.protocol=SSL\n");
        assertThat(tlsToPlain.exitCode()).isEqualTo(1);
        assertThat(tlsToPlain.err().lines()).singleElement().asString().contains("(expected: ");

        CommandLineRun halfJaas = with("security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n"
                + "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"u\" password=\"s3cret\"\n");
        assertThat(halfJaas.exitCode()).isEqualTo(1);
        assertThat(halfJaas.err().lines()).singleElement().asString().doesNotContain("s3cret");
    }

    private CommandLineRun with(String settings) throws Exception {
        Path file = folder.resolve("kafka.properties");
        Files.writeString(file, "bootstrap.servers=" + TestBroker.servers() + "\n" + settings);
        return CommandLineRun.of("topics", "check", "--kafka", file.toString());
    }

    private CommandLineRun topics(String action) throws Exception {
        Path file = folder.resolve("kafka.properties");
        Files.writeString(file, "bootstrap.servers=" + TestBroker.servers() + "\n");
        List<String> arguments = new ArrayList<>(List.of("topics", action, "--kafka", file.toString()));
        TOPICS.forEach(topic -> arguments.addAll(List.of("--" + topic, topic + "-" + own)));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }
}
