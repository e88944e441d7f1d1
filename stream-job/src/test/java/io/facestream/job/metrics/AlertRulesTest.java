package io.facestream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts fire when they should and are silent when nothing is wrong, by Prometheus's own word. */
class AlertRulesTest {
    private static final Set<String> CHAPTERS = Set.of(
            "camera-down",
            "lag",
            "checkpoints",
            "restarts",
            "facebank-versions",
            "dead-letters",
            "transactions",
            "provider");

    @TempDir
    private Path folder;

    @Test
    void everyAlertSaysWhatIsWrongAndWhereToReadOn() throws Exception {
        assertThat(Query.rules()).hasSizeGreaterThan(10).allSatisfy(rule -> {
            String name = rule.path("alert").asText();
            assertThat(name).startsWith("Facestream");
            assertThat(rule.path("labels").path("severity").asText()).as(name).isIn("warning", "critical");
            assertThat(rule.path("annotations").path("summary").asText())
                    .as(name)
                    .isNotBlank();
            assertThat(rule.path("annotations").path("description").asText())
                    .as(name)
                    .isNotBlank();
            String runbook = rule.path("annotations").path("runbook_url").asText();
            assertThat(runbook).as(name).startsWith("docs/operations.md#");
            assertThat(runbook.substring(runbook.indexOf('#') + 1)).as(name).isIn(CHAPTERS);
        });
    }

    @Test
    void prometheusTakesTheRules() {
        Promtool.Result result = promtool().run("check", "rules", Query.alerts().toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void everyAlertFiresWhenItShouldAndNoneWhenAllIsWell() throws Exception {
        String cases = cases();
        List<String> unfired = new ArrayList<>();
        for (JsonNode rule : Query.rules()) {
            String name = rule.path("alert").asText();
            if (!cases.contains("alertname: " + name + "\n")) {
                unfired.add(name);
            }
        }
        assertThat(unfired).as("alerts without a case").isEmpty();
        Path file = Files.writeString(folder.resolve("cases.yaml"), cases);
        Promtool.Result result = promtool().run("test", "rules", file.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private static String cases() throws Exception {
        try (InputStream in = AlertRulesTest.class.getResourceAsStream("alert-cases.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace(
                            "RULES", Query.alerts().toAbsolutePath().normalize().toString());
        }
    }

    private static Promtool promtool() {
        Promtool promtool = Promtool.find().orElse(null);
        Assumptions.assumeTrue(promtool != null, "promtool not found (expected: Debian package prometheus)");
        return Objects.requireNonNull(promtool);
    }
}
