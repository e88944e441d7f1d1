package io.facestream.job.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression that a dashboard or an alert asks Prometheus. */
record Query(String where, String expression) {
    static final Path PLACE =
            Path.of(System.getProperty("facestream.root", "..")).resolve("helm/facestream");
    static final List<String> DASHBOARDS = List.of("overview", "cameras");

    private static final Pattern METRIC = Pattern.compile("\\b(?:flink|kubelet)_\\w+");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The metrics that it names, Flink's and the job's, and those of the platform. */
    Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(expression);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    static List<Query> ofDashboardsAndAlerts() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (String name : DASHBOARDS) {
            JsonNode dashboard = dashboard(name);
            for (JsonNode panel : panels(dashboard)) {
                for (JsonNode target : panel.path("targets")) {
                    queries.add(new Query(
                            name + ": " + panel.path("title").asText(),
                            target.path("expr").asText()));
                }
            }
        }
        for (JsonNode rule : rules()) {
            queries.add(new Query(rule.path("alert").asText(), rule.path("expr").asText()));
        }
        return queries;
    }

    static JsonNode dashboard(String name) throws IOException {
        return JSON.readTree(PLACE.resolve("dashboards").resolve(name + ".json").toFile());
    }

    /** The panels that show something, those of collapsed rows included. */
    static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            if (panel.path("type").asText().equals("row")) {
                panel.path("panels").forEach(panels::add);
            } else {
                panels.add(panel);
            }
        }
        return panels;
    }

    static Path alerts() {
        return PLACE.resolve("alerts/facestream-rules.yaml");
    }

    static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode group : YAML.readTree(alerts().toFile()).path("groups")) {
            group.path("rules").forEach(rules::add);
        }
        return rules;
    }
}
