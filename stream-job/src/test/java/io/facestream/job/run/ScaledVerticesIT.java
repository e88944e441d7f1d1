package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.cluster.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which parts of the job an autoscaler may give another parallelism. From the tracker on, vertices hand on what is already keyed, so
 * they only work with one parallelism for all; what lies before, the source and the detector, is also what costs.
 */
class ScaledVerticesIT {
    private static final Path CHART =
            Path.of(System.getProperty("facestream.root", ".."), "helm/facestream/templates/_flink.tpl");
    private static final Pattern FIXED =
            Pattern.compile("\\{\\{- define \"facestream.fixedVertices\" -}}([^{]*)\\{\\{- end }}");

    @TempDir
    private Path folder;

    @Test
    void theChartKeepsTheAutoscalerFromAllButSourceAndDetector() throws Exception {
        String topic = TestBroker.topic("scaled", 1, Map.of());
        String address = "kafka://" + TestBroker.servers() + "/" + topic;
        Map<String, String> vertices = new TreeMap<>();
        for (boolean all : List.of(false, true)) {
            RunFixture run = RunFixture.of(address).with("facebank", folder).with("events", address);
            if (all) {
                run.with("liveness", true).with("remember-unknown", "1h").with("strangers", true);
            }
            for (String option : List.of("sightings", "annotations-topic", "dead-letters", "journeys", "use-log")) {
                run.with(option, all ? topic : "none");
            }
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            FaceJob.build(env, run.settings());
            for (JobVertex vertex : env.getStreamGraph().getJobGraph().getVertices()) {
                vertices.put(vertex.getID().toHexString(), vertex.getName());
            }
        }

        Set<String> fixed = new TreeSet<>(fixedInChart());
        List<String> scaled = new ArrayList<>();
        vertices.forEach((id, name) -> {
            if (!fixed.contains(id)) {
                scaled.add(name + " " + id);
            }
        });
        assertThat(scaled)
                .hasSize(2)
                .anyMatch(name -> name.startsWith("Source: scaled"))
                .anyMatch(name -> name.startsWith("decode frames"));
        assertThat(vertices).as("ids that the chart lists and no job has").containsKeys(fixed.toArray(String[]::new));
    }

    private static List<String> fixedInChart() throws Exception {
        Matcher list = FIXED.matcher(Files.readString(CHART));
        assertThat(list.find()).as(FIXED + " in " + CHART).isTrue();
        return List.of(list.group(1).strip().split(";"));
    }
}
