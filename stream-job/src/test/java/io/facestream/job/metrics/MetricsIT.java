package io.facestream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cluster.TestBroker;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.job.frames.FrameProducer;
import io.facestream.job.metrics.reporter.PrometheusEndpoint;
import io.facestream.job.run.EmbeddedCluster;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.FailingOnCommandSink;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.RunFixture;
import io.facestream.job.visit.CameraReport;
import io.facestream.job.visit.CameraReportJson;
import io.facestream.vision.TestData;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.RehearsalModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One job with all that can be switched on, read as Prometheus reads it: first half of a known video, a failure, the other half, the end.
 */
@Timeout(180)
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** By which Flink tells where a metric comes from. */
    private static final Set<String> FLINK_LABELS =
            Set.of("job_id", "job_name", "operator_name", "subtask_index", "task_attempt_num", "task_name", "tm_id");

    /** Frames between two that are looked at: those behind the last one are told of with the next. */
    private static final int GRID = 6;

    @TempDir
    private static Path folder;

    private static int port;
    private static int half;
    private static int all;
    private static CompletableFuture<?> run;
    private static Exposition before;
    private static Exposition after;
    private static Map<String, CameraReport> reports;
    private static List<JsonNode> events;

    @BeforeAll
    static void runAJobThatFailsInBetween() throws Exception {
        port = TestBroker.freePort();
        Map<Long, byte[]> clip = FrameProducer.jpegs(TestData.shared("video/clips/d9.mp4"), 4_000);
        Map<Long, byte[]> first = new LinkedHashMap<>();
        Map<Long, byte[]> second = new LinkedHashMap<>();
        clip.forEach((at, jpeg) -> (at < 2_000 ? first : second).put(at, jpeg));
        half = first.size();
        all = clip.size();
        String topic = TestBroker.topic("frames", 1, Map.of());
        EmbeddedCluster cluster = EmbeddedCluster.withMetrics(port);
        run = start(cluster, settings(topic));
        try (FrameProducer producer = new FrameProducer(topic)) {
            producer.video("hall", "s", first);
            producer.frame("gate", "g", 0, new byte[0]);
            producer.frame("gate", "g", 120, clip.get(0L));
            // a scrape reads one figure after the other: what it says of a moment holds once nothing more comes
            before = awaitScrape(seen -> captured(seen) > half - GRID
                    && framesAccountedFor(seen) == captured(seen)
                    && seen.sum(JobMetric.DEAD_LETTERS) > 0
                    && seen.sum(JobMetric.FRAMES_REFUSED, "camera", "gate") > 0
                    && seen.sum(JobMetric.EVENTS, "camera", "hall", "type", "IDENTIFIED") == 1
                    && seen.sum(JobMetric.CAMERA_UP) == 3);
            awaitCheckpoints(2);
            FailingOnCommandSink.fail();
            producer.video("hall", "s", second);
            producer.ended("gate", "g", 240);
            after = awaitScrape(seen -> restarts(seen) == 1
                    && captured(seen) > all - GRID
                    && framesAccountedFor(seen) == captured(seen)
                    && seen.of(JobMetric.CAMERA_UP).size() == 2);
        }
        cluster.stop();
        run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        reports = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve("out").resolve(FaceJob.REPORTS_FILE))) {
            CameraReport report = CameraReportJson.read(line);
            reports.put(report.cameraId(), report);
        }
        events = RunFixture.events(folder.resolve("out"));
    }

    private static JobSettings settings(String topic) throws Exception {
        Path key = folder.resolve("facebank.key");
        MasterKey.create(key);
        return RunFixture.of(
                        "kafka://" + TestBroker.servers() + "/" + topic,
                        "file=" + TestData.shared("video/clips/d9.mp4"))
                .with("realtime", true)
                .with("silence-timeout", "10min")
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("facebank-key", key)
                .with("out", folder.resolve("out"))
                .with("events", "kafka://" + TestBroker.servers() + "/" + TestBroker.topic("events", 1, Map.of()))
                .with("sightings", "none")
                .with("annotations-topic", "none")
                .with("dead-letters", "none")
                .with("journeys", "none")
                .with("crops", folder.resolve("crops"))
                .with("remember-unknown", "1h")
                .with("strangers", true)
                .with(
                        "shadow-model",
                        RehearsalModel.write(ModelStore.defaultPack().embedding(), folder.resolve("rehearsal")))
                .with("shadow-topic", "none")
                .with("parallelism", 1)
                .with("checkpoint-interval", "300ms")
                .sink(FailingOnCommandSink.create())
                .settings();
    }

    private static CompletableFuture<?> start(EmbeddedCluster cluster, JobSettings settings) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        cluster.run(settings, counters -> {});
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                work -> new Thread(work, "job").start());
    }

    private static Exposition awaitScrape(Predicate<Exposition> enough) {
        List<Exposition> seen = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(run).as("the job").isNotDone();
            Exposition now = scrape();
            seen.add(now);
            Files.writeString(Path.of("target", "metrics.txt"), now.text());
            return enough.test(now);
        });
        return seen.get(seen.size() - 1);
    }

    private static Exposition scrape() throws InterruptedException {
        try {
            return Exposition.scrape(PrometheusEndpoint.address(port));
        } catch (IOException e) {
            return Exposition.of(""); // it does not listen yet
        }
    }

    /** So many have begun since, and are complete. */
    private static void awaitCheckpoints(int more) {
        double now = checkpoints(before);
        awaitScrape(seen -> checkpoints(seen) >= now + more);
    }

    private static double checkpoints(Exposition seen) {
        return sum(seen, "flink_jobmanager_job_numberOfCompletedCheckpoints");
    }

    private static double restarts(Exposition seen) {
        return sum(seen, "flink_jobmanager_job_numRestarts");
    }

    private static double sum(Exposition seen, String name) {
        return seen.named(name).stream().mapToDouble(Exposition.Sample::value).sum();
    }

    @Test
    void everyDocumentedMetricIsThereWithItsLabelsAndType() throws Exception {
        for (JobMetric metric : JobMetric.values()) {
            String name = metric.prometheusName();
            assertThat(before.types())
                    .as("type")
                    .containsEntry(name, metric.kind().prometheus());
            assertThat(before.of(metric)).as(name).isNotEmpty().allSatisfy(sample -> {
                Set<String> labels = new TreeSet<>(sample.labels().keySet());
                labels.remove("quantile");
                Set<String> expected = new TreeSet<>(FLINK_LABELS);
                expected.addAll(metric.labels());
                assertThat(labels).isEqualTo(expected);
            });
        }
    }

    @Test
    void noMetricIsThereThatIsNotDocumented() {
        Set<String> documented = new TreeSet<>();
        for (JobMetric metric : JobMetric.values()) {
            documented.add(metric.prometheusName());
        }
        assertThat(before.names())
                .filteredOn(name -> name.contains("facestream"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(documented).contains(name));
    }

    @Test
    void framesReconcileBeforeAndAfterAFailureAndWithTheReport() {
        assertThat(framesAccountedFor(before)).isEqualTo(captured(before)).isBetween((double) half - GRID, (double)
                half);
        assertThat(restarts(after)).isEqualTo(1);
        assertThat(framesAccountedFor(after))
                .as("goes on where it was")
                .isEqualTo(captured(after))
                .isBetween((double) all - GRID, (double) all);
        Map<String, Long> totals = reports.get("hall").totals();
        assertThat(totals).containsEntry("framesCaptured", (long) all);
        for (Map.Entry<JobMetric, String> metric : Map.of(
                        JobMetric.FRAMES_PROCESSED, "framesProcessed",
                        JobMetric.FACES_DETECTED, "facesDetected",
                        JobMetric.FACES_EMBEDDED, "facesEmbedded")
                .entrySet()) {
            assertThat(after.sum(metric.getKey(), "camera", "hall"))
                    .as(metric.getValue())
                    .isEqualTo(totals.get(metric.getValue()).doubleValue());
        }
        assertThat(after.sum(JobMetric.FRAMES_REFUSED, "camera", "gate")).isZero();
    }

    private static double captured(Exposition seen) {
        return seen.sum(JobMetric.FRAMES_CAPTURED, "camera", "hall");
    }

    private static double framesAccountedFor(Exposition seen) {
        double sum = 0;
        for (JobMetric metric : List.of(
                JobMetric.FRAMES_PROCESSED,
                JobMetric.FRAMES_SKIPPED,
                JobMetric.FRAMES_DROPPED,
                JobMetric.FRAMES_REFUSED)) {
            sum += seen.sum(metric, "camera", "hall");
        }
        return sum;
    }

    @Test
    void theTimeToTheFirstNameIsThatOfTheEvents() {
        JsonNode named = RunFixture.ofType(events, "IDENTIFIED").stream()
                .filter(event -> event.get("cameraId").asText().equals("hall"))
                .findFirst()
                .orElseThrow();
        JsonNode left = RunFixture.ofType(events, "LEFT").stream()
                .filter(event -> event.get("visitId").equals(named.get("visitId")))
                .findFirst()
                .orElseThrow();
        long millis = Duration.between(
                        Instant.parse(left.get("firstSeenAt").asText()),
                        Instant.parse(named.get("capturedAt").asText()))
                .toMillis();
        assertThat(before.sum(JobMetric.TIME_TO_NAME, "camera", "hall", "quantile", "0.5"))
                .isEqualTo(millis);
    }

    @Test
    void aRefusedRecordIsCountedByItsReason() {
        assertThat(before.sum(JobMetric.FRAMES_REFUSED, "camera", "gate", "reason", "EMPTY"))
                .isEqualTo(1);
        assertThat(before.sum(JobMetric.DEAD_LETTERS, "reason", "EMPTY")).isEqualTo(1);
        assertThat(before.sum(JobMetric.DEAD_LETTERS)).isEqualTo(1);
    }

    @Test
    void theFacebankInUseIsSaidAndNoPersonIsNamed() {
        assertThat(before.sum(JobMetric.FACEBANK_VERSION)).isPositive();
        assertThat(before.sum(JobMetric.FACEBANK_LAG)).isZero();
        assertThat(before.sum(JobMetric.FACEBANK_PEOPLE)).isGreaterThan(1);
        assertThat(before.sum(JobMetric.PROVIDER, "model", "detect", "asked", "cpu", "device", "cpu"))
                .as("one finds faces in files, one in frames of the topic")
                .isEqualTo(2);
        assertThat(before.sum(JobMetric.PROVIDER, "model", "embed", "device", "cpu"))
                .isEqualTo(1);
        assertThat(before.text()).contains("camera=\"hall\"").doesNotContain("p_d9", "facebank.key");
    }

    @Test
    void aCameraThatEndedIsShownNoMore() {
        assertThat(before.of(JobMetric.CAMERA_UP))
                .extracting(sample -> sample.labels().get("camera"))
                .containsExactlyInAnyOrder("hall", "gate", "file");
        assertThat(after.samples())
                .extracting(sample -> sample.labels().get("camera"))
                .contains("hall", "file")
                .doesNotContain("gate");
    }

    @Test
    void dashboardsAndAlertsAskOnlyForWhatIsThere() throws Exception {
        for (Query query : Query.ofDashboardsAndAlerts()) {
            for (String name : query.metrics()) {
                if (!name.startsWith("flink_")) {
                    continue; // a cluster's node tells it, which is not here
                }
                assertThat(before.types().keySet())
                        .as(query.where())
                        .anySatisfy(there -> assertThat(name).isIn(there, there + "_count"));
            }
        }
    }

    @Test
    void prometheussOwnCheckerFindsNothingToSayOfTheNames() {
        Promtool promtool = Promtool.find().orElse(null);
        Assumptions.assumeTrue(promtool != null, "promtool not found (expected: Debian package prometheus)");
        assertThat(promtool.lint(before.text())).isEmpty();
    }
}
