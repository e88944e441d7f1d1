package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is generated; run with {@code -Dfacestream.write-docs=true} to write it anew. */
class ConfigurationPageTest {
    @Test
    void thePageSaysWhatTheOptionsSay() throws Exception {
        Path page = Path.of(System.getProperty("facestream.root"), "docs", "configuration.md");
        if (Boolean.getBoolean("facestream.write-docs")) {
            Files.writeString(page, page());
        }
        assertThat(page).hasContent(page());
    }

    private static String page() {
        return """
                # Settings of a run

                Each can stand in the YAML file of `./facestream run --config FILE`; those with a flag can be given as `--KEY VALUE` too, which
                goes first. Generated from the code: do not edit.

                | key | type | default | meaning |
                |---|---|---|---|
                """ + JobOptions.all().stream().map(ConfigurationPageTest::row).collect(Collectors.joining()) + """

                `cameras` is a list; each has `uri` and may have `id`, `passwordFile` (its first line is the password of the user that the URI
                names), `rtspTransport` (`tcp` or `udp`) and `allowLinkLocal`.

                `kafka.NAME` is the setting NAME of Kafka's clients, such as `kafka.bootstrap.servers` or `kafka.security.protocol`; passwords
                are better kept in a .properties file of their own (`--kafka FILE`).

                ```yaml
                cameras:
                  - id: door
                    uri: rtsp://viewer@192.168.1.20/stream1
                    passwordFile: /run/secrets/door
                facebank: people/
                fpir: 0.01
                events: ["terminal:", "file:/var/log/facestream/events.jsonl"]
                ```
                """;
    }

    private static String row(ConfigOption<?> option) {
        return "| `" + option.key() + "` | " + type(option) + " | " + defaultOf(option) + " | "
                + new HtmlFormatter().format(option.description()).replace("|", "\\|") + " |\n";
    }

    private static String type(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (value == null) {
            return option == JobOptions.DURATION ? "duration" : option == JobOptions.PARALLELISM ? "number" : "text";
        }
        if (value instanceof Duration) {
            return "duration";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        return value instanceof Number ? "number" : value instanceof List ? "list" : "text";
    }

    private static String defaultOf(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (value == null) {
            return "";
        }
        if (value instanceof Duration duration) {
            return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
        }
        return "`"
                + (value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(";"))
                        : value)
                + "`";
    }
}
