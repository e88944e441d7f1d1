package io.facestream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboards as Grafana reads them; {@code MetricsIT} compares what they ask for with a running job. */
class DashboardsTest {
    private static final int COLUMNS = 24;

    private record Place(int x, int y, int width, int height) {
        static Place of(JsonNode panel) {
            JsonNode grid = panel.path("gridPos");
            return new Place(
                    grid.path("x").asInt(-1),
                    grid.path("y").asInt(-1),
                    grid.path("w").asInt(),
                    grid.path("h").asInt());
        }

        boolean overlaps(Place other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "cameras"})
    void everyPanelHasQueriesAUnitAndItsOwnIdAndPlace(String name) throws Exception {
        JsonNode dashboard = Query.dashboard(name);
        assertThat(dashboard.path("uid").asText()).isEqualTo("facestream-" + name);
        Set<Integer> ids = new HashSet<>();
        List<JsonNode> panels = Query.panels(dashboard);
        assertThat(panels).hasSizeGreaterThan(8);
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt()))
                    .as("id of %s", panel.path("title"))
                    .isTrue();
        }
        for (JsonNode panel : panels) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText()).as(title).isNotBlank();
            assertThat(panel.path("datasource").path("uid").asText()).as(title).isEqualTo("${datasource}");
            assertThat(panel.path("targets")).as(title).isNotEmpty().allSatisfy(target -> {
                assertThat(target.path("expr").asText()).contains("flink_");
                assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            });
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .as(title)
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "cameras"})
    void panelsLieOnTheGridAndNotOnEachOther(String name) throws Exception {
        JsonNode dashboard = Query.dashboard(name);
        Set<Place> places = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            Place place = Place.of(panel);
            assertThat(place.x()).as(name).isBetween(0, COLUMNS - 1);
            assertThat(place.x() + place.width()).as(name).isBetween(1, COLUMNS);
            assertThat(place.y()).isNotNegative();
            assertThat(place.height()).isPositive();
            assertThat(places).as(panel.path("title").asText()).noneMatch(place::overlaps);
            places.add(place);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "cameras"})
    void whatIsAskedForDependsOnTheVariablesAndTheyAreAllDefined(String name) throws Exception {
        JsonNode dashboard = Query.dashboard(name);
        Set<String> variables = new TreeSet<>();
        dashboard
                .path("templating")
                .path("list")
                .forEach(variable -> variables.add(variable.path("name").asText()));
        assertThat(variables).contains("datasource", "job");
        if (name.equals("cameras")) {
            assertThat(variables).contains("camera");
        }
        for (Query query : Query.ofDashboardsAndAlerts()) {
            if (query.where().startsWith(name + ":")) {
                assertThat(query.expression()).as(query.where()).contains("$job");
                assertThat(query.expression().replaceAll("\\$__\\w+", ""))
                        .as(query.where())
                        .matches(expression -> java.util.regex.Pattern.compile("\\$(\\w+)")
                                .matcher(expression)
                                .results()
                                .allMatch(found -> variables.contains(found.group(1))));
            }
        }
    }

    @Test
    void theJobsOwnMetricsThatAreAskedForAreInTheRegister() throws Exception {
        Set<String> known = new TreeSet<>();
        for (JobMetric metric : JobMetric.values()) {
            known.add(metric.prometheusName());
            if (metric.kind() == JobMetric.Kind.SUMMARY) {
                known.add(metric.prometheusName() + "_count");
            }
        }
        for (Query query : Query.ofDashboardsAndAlerts()) {
            assertThat(query.metrics()).as(query.where()).isNotEmpty();
            assertThat(query.metrics().stream().filter(metric -> metric.contains(JobMetric.GROUP)))
                    .as(query.where())
                    .isSubsetOf(known);
        }
    }
}
