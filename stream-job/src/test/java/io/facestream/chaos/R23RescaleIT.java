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
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From one slot to four to two by savepoints, while people are enrolled and removed. */
class R23RescaleIT {
    private static final List<String> CAMERAS = List.of("c0", "c1", "c2", "c3", "c4", "c5");
    private static final int VISITS = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    @Timeout(240)
    void noEventIsLostOrDoubledAndAllSubtasksHaveTheSameFacebank() throws Exception {
        Path media = VisitJob.media();
        Path people = folder.resolve("people");
        VisitFrames.writePeople(media, people);
        List<VisitFrames.Frame> frames = VisitFrames.of(media, VISITS, CAMERAS);
        String topic = TestBroker.topic("frames", 4, Map.of());
        String events = TestBroker.topic("events", 2, Map.of());
        VisitJob job = new VisitJob(people, topic)
                .with("events", VisitJob.topic(events))
                .with("job-name", events);
        Configuration configuration = RunningJob.configuration(folder, Map.of());

        Set<String> facebanks = new TreeSet<>();
        try (MiniCluster cluster = RunningJob.cluster(folder, 4, Map.of());
                FrameFeeder feeder = new FrameFeeder(TestBroker.servers(), topic, frames)) {
            Optional<String> savepoint = Optional.empty();
            int third = frames.size() / 3;
            int phase = 0;
            for (int parallelism : List.of(1, 4, 2)) {
                feeder.sendUpTo(phase * third + third / 2);
                feeder.flush();
                RunningJob running = RunningJob.start(
                        cluster,
                        configuration,
                        job.with("parallelism", parallelism).settings(),
                        savepoint);
                await().atMost(PATIENCE).until(() -> running.facebanks().size() == parallelism);
                change(media, people, phase);
                feeder.sendUpTo((phase + 1) * third);
                feeder.flush();
                facebanks.add(awaitSameFacebank(running, parallelism, facebanks));
                phase++;
                if (phase < 3) {
                    savepoint = Optional.of(running.stop(folder.resolve("savepoints")));
                } else {
                    feeder.finish();
                    Map<String, Integer> expected =
                            new VisitJob(folder.resolve("people"), topic).undisturbed(folder.resolve("out"), 6);
                    await().atMost(PATIENCE)
                            .until(() -> CommittedIds.read(TestBroker.servers(), events)
                                            .size()
                                    >= expected.size());
                    running.stop(folder.resolve("savepoints"));
                    assertThat(expected).hasSizeGreaterThan(2 * VISITS);
                    assertThat(CommittedIds.read(TestBroker.servers(), events)).isEqualTo(expected);
                }
            }
        }
        assertThat(facebanks).as("one facebank after each change").hasSize(3);
    }

    /** Somebody whom no camera sees comes, another goes. */
    private static void change(Path media, Path people, int phase) throws Exception {
        Path bystander = people.resolve("bystander" + phase);
        Files.createDirectories(bystander);
        String photo = List.of("franck_01829.jpg", "cage2_crop.jpg", "queen20_crop.jpg")
                .get(phase);
        Files.copy(media.resolve(photo), bystander.resolve(photo));
        if (phase > 0) {
            Path before = people.resolve("bystander" + (phase - 1));
            for (Path file : Files.list(before).toList()) {
                Files.delete(file);
            }
            Files.delete(before);
        }
    }

    /** Waits until every subtask has one and the same facebank that was not seen before, and returns it. */
    private static String awaitSameFacebank(RunningJob running, int parallelism, Set<String> before) throws Exception {
        await().atMost(PATIENCE).until(() -> {
            Map<Integer, String> now = running.facebanks();
            return now.size() == parallelism && Set.copyOf(now.values()).size() == 1 && !before.contains(now.get(0));
        });
        return running.facebanks().get(0);
    }
}
