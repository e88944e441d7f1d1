package io.facestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.facestream.cluster.TestBroker;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.RunningJob;
import io.facestream.job.run.SavepointFit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint that an earlier version of this program wrote restores, with people in view. It is written anew by
 * {@code mvn -pl stream-job -am -Dtest=R23GoldenSavepointIT -Dtest.jvm.args=-Dfacestream.write-golden=true test}: only when state must
 * change in a way that Flink cannot migrate, and then with a note for those who upgrade.
 */
class R23GoldenSavepointIT {
    private static final boolean WRITE = Boolean.getBoolean("facestream.write-golden");
    private static final String GOLDEN = "/io/facestream/chaos/golden-savepoint.zip";
    private static final String BEFORE = "ids-before.txt";

    /** The savepoint holds positions in a topic of this name. */
    private static final String TOPIC = "golden-frames";

    private static final List<String> CAMERAS = List.of("door", "hall");
    private static final int VISITS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    @Timeout(240)
    void whatAnEarlierVersionKnewIsKnownStill() throws Exception {
        Path media = VisitJob.media();
        Path people = folder.resolve("people");
        VisitFrames.writePeople(media, people);
        List<VisitFrames.Frame> frames = VisitFrames.of(media, VISITS, CAMERAS);
        // Three frames into the third visit at each camera: tracks and visits are open.
        int before = frames.size() / 2 + 2 * 3;
        TestBroker.create(TestBroker.servers(), List.of(new NewTopic(TOPIC, 1, (short) 1)));
        VisitJob job = new VisitJob(people, TOPIC)
                .with("parallelism", 2)
                .with("strangers", true)
                .with("remember-unknown", "1h");
        CollectingSink.clear();
        try (MiniCluster cluster = RunningJob.cluster(folder, 2, Map.of());
                FrameFeeder feeder = new FrameFeeder(TestBroker.servers(), TOPIC, frames)) {
            feeder.sendUpTo(before);
            feeder.flush();
            if (WRITE) {
                write(cluster, job, before);
                CollectingSink.clear();
            }
            List<String> all = new ArrayList<>(read(folder.resolve("golden")));
            assertThat(all).as("events before the savepoint").isNotEmpty();
            feeder.finish();

            Configuration configuration = RunningJob.configuration(folder, Map.of());
            RunningJob running = RunningJob.start(
                    cluster,
                    configuration,
                    job.settings(new CollectingSink()),
                    Optional.of(folder.resolve("golden").toUri().toString()));
            Map<String, Integer> expected = new VisitJob(people, TOPIC)
                    .with("strangers", true)
                    .with("remember-unknown", "1h")
                    .undisturbed(folder.resolve("out"), CAMERAS.size());
            await().atMost(PATIENCE)
                    .until(() -> all.size() + CollectingSink.ids().size() >= expected.size());
            running.stop(folder.resolve("savepoints"));
            all.addAll(CollectingSink.ids());
            assertThat(counts(all)).isEqualTo(expected);
        }
    }

    @Test
    void aJobWithoutAPlaceForSomeOfItIsToldForWhatBeforeItRuns() throws Exception {
        Path people = folder.resolve("people");
        VisitFrames.writePeople(VisitJob.media(), people);
        Path golden = folder.resolve("golden");
        read(golden);
        VisitJob job = new VisitJob(people, TOPIC).with("remember-unknown", "1h");
        JobGraph without = graph(job);
        SavepointFit.check(golden.toString(), graph(job.with("strangers", true)));
        assertThatThrownBy(() -> SavepointFit.check(golden.toString(), without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds state of ")
                .hasMessageContaining("strangers")
                .hasMessageEndingWith(
                        "(expected: the flags that it was saved with; --allow-non-restored drops that state)");

        byte[] metadata = Files.readAllBytes(golden.resolve("_metadata"));
        Files.write(golden.resolve("_metadata"), Arrays.copyOf(metadata, metadata.length / 2));
        assertThatThrownBy(() -> SavepointFit.check(golden.toString(), without))
                .hasMessageContaining("_metadata cannot be read")
                .hasMessageContaining("expected: a whole savepoint");
    }

    private static JobGraph graph(VisitJob job) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
        FaceJob.build(env, job.settings(new CollectingSink()));
        return env.getStreamGraph().getJobGraph();
    }

    private void write(MiniCluster cluster, VisitJob job, int frames) throws Exception {
        RunningJob running = RunningJob.start(
                cluster,
                RunningJob.configuration(folder, Map.of()),
                job.settings(new CollectingSink()),
                Optional.empty());
        await().atMost(PATIENCE)
                .until(() -> Long.parseLong(running.accumulators().getOrDefault("frames", "0")) >= frames);
        Path savepoint = Path.of(java.net.URI.create(running.stop(folder.resolve("written"))));
        Files.write(savepoint.resolve(BEFORE), CollectingSink.ids());
        Path zip = Path.of("src/test/resources" + GOLDEN);
        Files.createDirectories(zip.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.list(savepoint)) {
            for (Path file : files.sorted().toList()) {
                out.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    /** Unpacks the savepoint and returns the ids of the events that came before it. */
    private static List<String> read(Path target) throws IOException {
        Files.createDirectories(target);
        try (InputStream packed = WRITE
                        ? Files.newInputStream(Path.of("src/test/resources" + GOLDEN))
                        : R23GoldenSavepointIT.class.getResourceAsStream(GOLDEN);
                ZipInputStream in = new ZipInputStream(packed)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                try (OutputStream out = Files.newOutputStream(target.resolve(entry.getName()))) {
                    in.transferTo(out);
                }
            }
        }
        return Files.readAllLines(target.resolve(BEFORE));
    }

    private static Map<String, Integer> counts(List<String> ids) {
        Map<String, Integer> counts = new HashMap<>();
        ids.forEach(id -> counts.merge(id, 1, Integer::sum));
        return counts;
    }
}
