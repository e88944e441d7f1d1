package io.facestream.job.frames;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cluster.TestBroker;
import io.facestream.job.run.RunFixture;
import io.facestream.job.run.RunSummary;
import io.facestream.vision.TestData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera's clock that steps: an hour ahead, then back to the truth. */
@Timeout(120)
class R28CameraClockIT {
    private static final long HOUR = 3_600_000;

    @TempDir
    private Path folder;

    @Test
    void stepsOfACamerasClockAreHeldAndCountedAndNobodyIsLost() throws Exception {
        Map<Long, byte[]> clip = FrameProducer.jpegs(TestData.shared("video/clips/d9.mp4"), 4_000);
        String topic = TestBroker.topic("frames", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        long start = System.currentTimeMillis() - 8_000;
        try (FrameProducer producer = new FrameProducer(topic)) {
            clip.forEach((at, jpeg) -> {
                boolean wrong = at >= 1_000 && at < 2_000;
                producer.frame("hall", "s", start + at + (wrong ? HOUR : 0), jpeg);
            });
            producer.ended("hall", "s", start + 4_000);
        }

        List<JsonNode> events = RunFixture.of("kafka://" + TestBroker.servers() + "/" + topic)
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("frames-until-ended", 1)
                .sink(AttemptCountingSink.create())
                .run(folder);

        assertThat(RunFixture.people(events)).containsExactly("p_d9");
        assertThat(AttemptCountingSink.ATTEMPTS).as("attempts of the job").hasValue(1);
        assertThat(events.stream().map(event -> event.get("eventId").asText())).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(event -> Instant.parse(event.get("capturedAt").asText()))
                .isSorted()
                .allSatisfy(at -> assertThat(at).isBefore(Instant.now().plusSeconds(10)));
        RunSummary summary = RunSummary.read(folder, 1);
        assertThat(summary.total("timestampsClamped")).as("ahead of the broker").isBetween(20L, 31L);
        assertThat(summary.total("timestampsRepaired"))
                .as("behind the frame before")
                .isPositive();
        assertThat(summary.reconciles()).isTrue();
        assertThat(summary.total("framesCaptured")).isEqualTo(clip.size());
    }
}
