package io.facestream.job.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;

/** Runs the job in the test's process, and reads what it wrote. */
public final class RunFixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> sources;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<Sink<String>> sinks = new ArrayList<>();

    private RunFixture(List<String> sources) {
        this.sources = sources;
    }

    /** A run of these cameras on the CPU. */
    public static RunFixture of(String... sources) {
        return new RunFixture(List.of(sources)).with("device", "cpu").with("annotate", "false");
    }

    public RunFixture with(String key, Object value) {
        settings.put(key, value.toString());
        return this;
    }

    public RunFixture sink(Sink<String> sink) {
        sinks.add(sink);
        return this;
    }

    public JobSettings settings() {
        List<String> topics = sources.stream().filter(KafkaAddress::isKafka).toList();
        List<String> cameras =
                sources.stream().filter(uri -> !topics.contains(uri)).toList();
        Configuration configuration = Configuration.fromMap(settings);
        if (!topics.isEmpty()) {
            configuration.set(JobOptions.FRAMES, topics);
        }
        return SettingsReader.read(CameraSpec.parseAll(cameras), configuration, sinks);
    }

    /** Runs to the end and returns the events. */
    public List<JsonNode> run(Path out) throws Exception {
        new EmbeddedCluster().run(with("out", out).settings(), counters -> {});
        return events(out);
    }

    public static List<JsonNode> events(Path out) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        Path file = out.resolve(FaceJob.EVENTS_FILE);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                events.add(JSON.readTree(line));
            }
        }
        return events;
    }

    /** The events as text without the time at which they were sent, sorted: what two runs over the same video have in common. */
    public static List<String> comparable(List<JsonNode> events) {
        return events.stream()
                .map(event ->
                        ((ObjectNode) event.deepCopy()).without("emittedAt").toString())
                .sorted()
                .toList();
    }

    public static List<JsonNode> ofType(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.get("type").asText().equals(type))
                .toList();
    }

    public static List<String> people(List<JsonNode> events) {
        return ofType(events, "IDENTIFIED").stream()
                .map(event -> event.get("personId").asText())
                .sorted()
                .distinct()
                .toList();
    }
}
