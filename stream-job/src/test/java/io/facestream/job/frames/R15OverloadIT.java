package io.facestream.job.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.facestream.cluster.KafkaBroker;
import io.facestream.cluster.TestBroker;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.gateway.Gateway;
import io.facestream.ingest.gateway.GatewayOptions;
import io.facestream.ingest.gateway.GatewayReport;
import io.facestream.ingest.source.RtspServer;
import io.facestream.vision.TestData;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A live camera that gives more than the broker takes, or whose broker is away: frames are dropped by reason, memory stays bounded. */
@Timeout(120)
class R15OverloadIT {
    private static final String CLIENT = "r15-overload";
    private static final double BYTES_PER_SECOND = 20_000;

    @TempDir
    private Path folder;

    @Test
    void ofACameraFourTimesTooFastTheNewestFramesAreSentAndTheOthersCounted() throws Exception {
        String topic = TestBroker.topic("frames", 1, Map.of());
        limit(BYTES_PER_SECOND);
        Map<String, String> client = new HashMap<>(TestBroker.client());
        client.put("client.id", CLIENT);
        client.put("buffer.memory", String.valueOf(2 << 20));
        GatewayOptions options = GatewayOptions.defaults().withMaxFps(0).withMaxHeight(360);
        try (RtspServer server = RtspServer.ofFiles("cam=" + TestData.shared("video/scenes/real1.mp4"));
                Gateway gateway = new Gateway(List.of(camera(server)), topic, client, options)) {
            CompletableFuture<List<GatewayReport>> running = run(gateway);
            // the broker grants ten seconds' bytes at the beginning
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> now(gateway).dropped().getOrDefault("OVERLOAD", 0L) > 10);
            GatewayReport early = now(gateway);
            long heapEarly = heapAfterCollection();
            long residentEarly = residentKilobytes();
            TimeUnit.SECONDS.sleep(6);
            GatewayReport late = now(gateway);
            long heapLate = heapAfterCollection();
            long residentLate = residentKilobytes();
            gateway.stop();
            GatewayReport report = running.get(30, TimeUnit.SECONDS).get(0);

            assertThat((late.captured() - early.captured()) / (1.0 + late.sent() - early.sent()))
                    .as("frames that the camera gave for each that the broker took: %s, %s", early, late)
                    .isGreaterThan(4);
            assertThat(late.dropped().get("OVERLOAD")).isGreaterThan((late.captured() - early.captured()) / 2);
            assertThat(report.reconciles()).as(report.toString()).isTrue();
            assertThat(report.waiting()).isZero();
            assertThat(heapLate - heapEarly).as("growth of the heap").isLessThan(16 << 20);
            assertThat(residentLate - residentEarly)
                    .as("growth of the process, kB")
                    .isLessThan(64 << 10);
            List<ConsumerRecord<byte[], byte[]>> frames = frames(TestBroker.committed(topic));
            assertThat((long) frames.size())
                    .as("what was not acknowledged in time may have arrived all the same")
                    .isBetween(report.sent(), report.sent() + report.dropped().getOrDefault("BROKER", 0L));
            assertThat(frames.stream()
                            .map(frame -> Long.parseLong(new String(
                                    frame.headers().lastHeader("captured-at").value(), UTF_8))))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whileTheBrokerIsAwayFramesAreDroppedAndCountedAndItGoesOnWhenItIsBack() throws Exception {
        Path data = Files.createDirectories(folder.resolve("broker"));
        KafkaBroker broker = KafkaBroker.start(data, 0);
        int port = Integer.parseInt(broker.servers().split(":")[1]);
        Map<String, String> client = new HashMap<>(Map.of("bootstrap.servers", broker.servers()));
        TestBroker.create(broker.servers(), List.of(new NewTopic("frames", 1, (short) 1)));
        client.put("delivery.timeout.ms", "1500");
        client.put("request.timeout.ms", "1000");
        client.put("buffer.memory", String.valueOf(1 << 20));
        client.put("reconnect.backoff.max.ms", "200");
        try (RtspServer server = RtspServer.ofFiles("cam=" + TestData.shared("video/scenes/real1.mp4"));
                Gateway gateway = new Gateway(List.of(camera(server)), "frames", client, GatewayOptions.defaults())) {
            CompletableFuture<List<GatewayReport>> running = run(gateway);
            await().atMost(Duration.ofSeconds(20)).until(() -> now(gateway).sent() > 10);
            broker.close();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> now(gateway).dropped().getOrDefault("BROKER", 0L) > 10);
            long before = now(gateway).sent();
            broker = KafkaBroker.start(data, port);
            await().atMost(Duration.ofSeconds(30)).until(() -> now(gateway).sent() > before + 10);
            gateway.stop();

            GatewayReport report = running.get(30, TimeUnit.SECONDS).get(0);
            assertThat(report.reconciles()).as(report.toString()).isTrue();
            assertThat(report.waiting()).isZero();
        } finally {
            broker.close();
        }
    }

    private static CameraSpec camera(RtspServer server) {
        return CameraSpec.parse("cam=" + server.url("cam"));
    }

    private static GatewayReport now(Gateway gateway) {
        return gateway.reports().get(0);
    }

    private static CompletableFuture<List<GatewayReport>> run(Gateway gateway) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return gateway.run(reports -> {});
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A slow broker: it really makes this client wait. */
    private static void limit(double bytesPerSecond) throws Exception {
        try (Admin admin = Admin.create(TestBroker.properties())) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, CLIENT)),
                            List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond)))))
                    .all()
                    .get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> frames(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().filter(record -> record.value().length > 0).toList();
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long residentKilobytes() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new AssertionError("no VmRSS");
    }
}
