package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.cluster.TestBroker;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.RehearsalModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints find their operators by their uids: whoever adds an operator gives it one. */
class OperatorUidsIT {
    @TempDir
    private Path folder;

    @Test
    void everyOperatorOfTheWholeJobHasItsOwnUidAndTheFixedMaximalParallelism() throws Exception {
        StreamGraph graph = environmentWithEverything().getStreamGraph();

        Set<String> uids = new HashSet<>();
        List<String> without = new ArrayList<>();
        for (StreamNode node : graph.getStreamNodes()) {
            if (node.getTransformationUID() == null) {
                without.add(node.getOperatorName());
            } else {
                assertThat(uids.add(node.getTransformationUID()))
                        .as(node.getTransformationUID())
                        .isTrue();
            }
        }
        assertThat(without).isEmpty();
        assertThat(uids)
                .contains(
                        "cameras",
                        "frames",
                        "track",
                        "liveness",
                        "embed",
                        "identify",
                        "visits",
                        "facebank",
                        "use-log",
                        "use-log-file",
                        "topic-shadow",
                        "shadow-file");
        for (JobVertex vertex : graph.getJobGraph().getVertices()) {
            assertThat(vertex.getMaxParallelism()).as(vertex.getName()).isEqualTo(FaceJob.MAX_PARALLELISM);
        }
    }

    private StreamExecutionEnvironment environmentWithEverything() throws Exception {
        String topic = TestBroker.topic("everything", 1, Map.of());
        RunFixture run = RunFixture.of("clip=" + folder.resolve("clip.mp4"), address(topic), "rtsp://127.0.0.1/live")
                .with("facebank", folder)
                .with("events", address(topic))
                .with("out", folder)
                .with("annotate", true)
                .with("liveness", true);
        Path second = RehearsalModel.write(ModelStore.defaultPack().embedding(), folder.resolve("second"));
        run.with("shadow-model", second);
        for (String option :
                List.of("sightings", "annotations-topic", "dead-letters", "journeys", "use-log", "shadow-topic")) {
            run.with(option, topic);
        }
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        FaceJob.build(env, run.settings());
        return env;
    }

    private static String address(String topic) {
        return "kafka://" + TestBroker.servers() + "/" + topic;
    }
}
