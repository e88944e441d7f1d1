package io.facestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.facestream.cluster.TestBroker;
import io.facestream.job.run.RunningJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointStatsCounts;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The place of checkpoints cannot be written for a while: the job works on, and commits everything once it can again. */
class R24CheckpointFailureIT {
    private static final List<String> CAMERAS = List.of("door", "hall");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    @Timeout(240)
    void theJobGoesOnAndNothingIsLostOrDoubled() throws Exception {
        Path media = VisitJob.media();
        Path people = folder.resolve("people");
        VisitFrames.writePeople(media, people);
        List<VisitFrames.Frame> frames = VisitFrames.of(media, 12, CAMERAS);
        String topic = TestBroker.topic("frames", 2, Map.of());
        String events = TestBroker.topic("events", 1, Map.of());
        String sightings = TestBroker.topic("sightings", 1, Map.of());
        Configuration configuration = RunningJob.configuration(folder, Map.of());
        VisitJob job = new VisitJob(people, topic)
                .with("events", VisitJob.topic(events))
                .with("sightings", sightings)
                .with("job-name", events);
        Map<String, Integer> expected;

        try (MiniCluster cluster = RunningJob.cluster(folder, 2, Map.of());
                FrameFeeder feeder = new FrameFeeder(TestBroker.servers(), topic, frames)) {
            RunningJob running = RunningJob.start(
                    cluster, configuration, job.with("parallelism", 2).settings(), Optional.empty());
            await().atMost(PATIENCE).until(() -> counts(running).getNumberOfCompletedCheckpoints() > 1);
            feeder.sendUpTo(frames.size() / 3);
            feeder.flush();
            await().atMost(PATIENCE)
                    .until(() ->
                            !CommittedIds.read(TestBroker.servers(), events).isEmpty());

            Path checkpoints =
                    folder.resolve("checkpoints").resolve(running.id().toHexString());
            Files.move(checkpoints, folder.resolve("aside"));
            Files.writeString(checkpoints, "in the way");
            long failed = counts(running).getNumberOfFailedCheckpoints();
            await().atMost(PATIENCE).until(() -> counts(running).getNumberOfFailedCheckpoints() > failed + 2);
            int committed = CommittedIds.read(TestBroker.servers(), events).size();
            int sighted = CommittedIds.read(TestBroker.servers(), sightings).size();
            feeder.finish();
            await().atMost(PATIENCE)
                    .until(() ->
                            CommittedIds.read(TestBroker.servers(), sightings).size() > sighted + 6);
            assertThat(running.status()).isEqualTo(JobStatus.RUNNING);
            assertThat(CommittedIds.read(TestBroker.servers(), events))
                    .as("nothing is committed without a checkpoint")
                    .hasSize(committed);

            Files.delete(checkpoints);
            Files.move(folder.resolve("aside"), checkpoints);
            expected = new VisitJob(people, topic).undisturbed(folder.resolve("out"), CAMERAS.size());
            await().atMost(PATIENCE)
                    .until(() -> CommittedIds.read(TestBroker.servers(), events).size() >= expected.size());
            assertThat(running.graph().getState()).isEqualTo(JobStatus.RUNNING);
            running.cancel();
        }
        assertThat(CommittedIds.read(TestBroker.servers(), events)).isEqualTo(expected);
    }

    private static CheckpointStatsCounts counts(RunningJob running) throws Exception {
        return running.graph().getCheckpointStatsSnapshot().getCounts();
    }
}
