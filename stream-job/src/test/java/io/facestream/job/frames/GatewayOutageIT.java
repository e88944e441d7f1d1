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
import io.facestream.vision.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is sent waits for the broker: every frame arrives, once and in order, though the broker was away. */
@Timeout(120)
class GatewayOutageIT {
    @TempDir
    private Path folder;

    @Test
    void aFileLosesNothingWhileTheBrokerIsAway() throws Exception {
        Path data = Files.createDirectories(folder.resolve("broker"));
        KafkaBroker broker = KafkaBroker.start(data, 0);
        int port = Integer.parseInt(broker.servers().split(":")[1]);
        Map<String, String> client = new HashMap<>(Map.of("bootstrap.servers", broker.servers()));
        TestBroker.create(broker.servers(), List.of(new NewTopic("frames", 1, (short) 1)));
        client.put("buffer.memory", String.valueOf(1 << 20));
        client.put("request.timeout.ms", "2000");
        client.put("reconnect.backoff.max.ms", "200");
        CameraSpec file = CameraSpec.parse("hall=" + TestData.shared("video/scenes/real1.mp4"));
        GatewayOptions options = GatewayOptions.defaults().withMaxFps(0).withLimit(Duration.ofSeconds(8));
        try (Gateway gateway = new Gateway(List.of(file), "frames", client, options)) {
            CompletableFuture<List<GatewayReport>> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return gateway.run(reports -> {});
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> gateway.reports().get(0).sent() > 10);
            broker.close();
            TimeUnit.SECONDS.sleep(4);
            assertThat(running).as("it waits").isNotDone();
            assertThat(gateway.reports().get(0).waiting()).isPositive();
            broker = KafkaBroker.start(data, port);

            GatewayReport report = running.get(60, TimeUnit.SECONDS).get(0);
            assertThat(report.captured()).isEqualTo(200);
            assertThat(report.sent()).isEqualTo(200);
            List<String> sequences = sequences(client);
            assertThat(sequences).doesNotHaveDuplicates().hasSize(202); // up, the frames, ended
            assertThat(sequences.stream().map(Long::parseLong)).isSorted();
        } finally {
            broker.close();
        }
    }

    private static List<String> sequences(Map<String, String> client) {
        List<String> sequences = new ArrayList<>();
        TopicPartition partition = new TopicPartition("frames", 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", String.valueOf(client.get("bootstrap.servers")));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    sequences.add(
                            new String(record.headers().lastHeader("sequence").value(), UTF_8));
                }
            }
        }
        return sequences;
    }
}
