package io.facestream.job.frames;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cluster.TestBroker;
import io.facestream.job.run.RunFixture;
import io.facestream.job.run.RunSummary;
import io.facestream.vision.TestData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same frames give the same events, however often they are read, and however they are spread. */
@Timeout(180)
class R27ReplayIT {
    @TempDir
    private Path folder;

    @Test
    void theSameTopicGivesTheSameEventsAndSoDoTwoPartitionsInTwoSlots() throws Exception {
        Map<Long, byte[]> first = FrameProducer.jpegs(TestData.shared("video/clips/d9.mp4"), 4_000);
        Map<Long, byte[]> second = FrameProducer.jpegs(TestData.shared("video/scenes/real2.mp4"), 4_000);
        String one = TestBroker.topic("frames", 1, Map.of());
        String two = TestBroker.topic("frames", 2, Map.of());
        for (String topic : List.of(one, two)) {
            try (FrameProducer producer = new FrameProducer(topic)) {
                producer.video("hall", "s1", first);
                producer.video("door", "s2", second);
                producer.ended("hall", "s1", 4_000);
                producer.ended("door", "s2", 4_000);
            }
        }

        List<JsonNode> once = run(one, 1, "once");
        List<JsonNode> again = run(one, 1, "again");
        List<JsonNode> spread = run(two, 2, "spread");

        assertThat(RunFixture.people(once)).contains("p_d9");
        assertThat(RunFixture.comparable(again)).isEqualTo(RunFixture.comparable(once));
        assertThat(RunFixture.comparable(spread)).isEqualTo(RunFixture.comparable(once));
        RunSummary summary = RunSummary.read(folder.resolve("spread"), 1);
        assertThat(summary.reconciles()).isTrue();
        assertThat(summary.total("framesCaptured")).isEqualTo(first.size() + second.size());
    }

    private List<JsonNode> run(String topic, int parallelism, String name) throws Exception {
        return RunFixture.of("kafka://" + TestBroker.servers() + "/" + topic)
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("frames-until-ended", 2)
                .with("parallelism", parallelism)
                .run(folder.resolve(name));
    }
}
