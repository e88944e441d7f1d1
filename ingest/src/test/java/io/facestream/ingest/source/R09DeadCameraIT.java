package io.facestream.ingest.source;

import static io.facestream.ingest.source.LiveCameras.camera;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of eight cameras falls silent in mid-stream without a word: the others' frames and event time go on as if it were not there. */
@Timeout(120)
class R09DeadCameraIT {
    private static final Logger LOG = LoggerFactory.getLogger(R09DeadCameraIT.class);
    private static final ConcurrentLinkedQueue<Seen> SEEN = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    /**
     * A frame when it reached the operator behind the source.
     *
     * @param ageMillis since it was captured
     * @param lagMillis of the watermark behind the clock
     */
    private record Seen(long atMillis, String cameraId, long ageMillis, long lagMillis) {}

    @Test
    void theOthersLatencyIsUnchanged() throws Exception {
        Path video = LiveCameras.film(folder);
        String[] mounts = new String[8];
        for (int i = 0; i < mounts.length; i++) {
            mounts[i] = "cam" + i + "=" + video;
        }
        try (RtspServer server = RtspServer.ofFiles(mounts);
                DeafProxy proxy = DeafProxy.to(server.port())) {
            List<CameraSpec> cameras = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                cameras.add(camera("cam" + i, server.url("cam" + i)));
            }
            Latency without = run(cameras);
            cameras.add(camera("dead", "rtsp://127.0.0.1:" + proxy.port() + "/cam7"));
            Thread deafen = new Thread(() -> deafenAtItsFirstFrame(proxy), "deafen");
            deafen.start();
            Latency with = run(cameras);
            deafen.join();
            LOG.info("R9: 7 cameras {}, and a dead eighth {}", without, with);
            assertThat(with.cameras).isEqualTo(7);
            assertThat(with.ageMillis).as("median age").isLessThan(without.ageMillis + 50);
            assertThat(with.lagMillis).as("median lag of the watermark").isLessThan(without.lagMillis + 250);
        }
    }

    private static void deafenAtItsFirstFrame(DeafProxy proxy) {
        try {
            while (SEEN.stream().noneMatch(seen -> seen.cameraId.equals("dead"))) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        proxy.forward(false);
    }

    /** Medians of the run's last two seconds. */
    private record Latency(int cameras, long ageMillis, long lagMillis) {}

    private static Latency run(List<CameraSpec> cameras) throws Exception {
        SEEN.clear();
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        environment.getConfig().enableObjectReuse();
        environment
                .fromSource(
                        CameraSource.of(cameras).limit(Duration.ofSeconds(5)).build(),
                        WatermarkStrategy.<CameraItem>forMonotonousTimestamps().withIdleness(Duration.ofMillis(500)),
                        "cameras")
                .process(new Watch())
                .returns(Types.STRING)
                .sinkTo(new DiscardingSink<>());
        JobExecutionResult result = environment.execute();
        assertThat(result.isJobExecutionResult()).isTrue();
        long end = SEEN.stream().mapToLong(Seen::atMillis).max().orElseThrow();
        List<Seen> last =
                SEEN.stream().filter(seen -> seen.atMillis > end - 2_000).toList();
        return new Latency(
                (int) last.stream().map(Seen::cameraId).distinct().count(),
                median(last.stream().map(Seen::ageMillis).toList()),
                median(last.stream().map(Seen::lagMillis).toList()));
    }

    private static long median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static final class Watch extends ProcessFunction<CameraItem, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(CameraItem item, Context context, Collector<String> out) {
            if (item instanceof Frame frame) {
                long now = System.currentTimeMillis();
                SEEN.add(new Seen(
                        now,
                        frame.cameraId(),
                        now - frame.capturedAtMillis(),
                        now - context.timerService().currentWatermark()));
            }
        }
    }
}
