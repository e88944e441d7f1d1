package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.cluster.KafkaBroker;
import io.facestream.cluster.TestBroker;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While the broker is away events wait, and none is lost or doubled. */
@Timeout(240)
class R16BrokerDownIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration AWAY = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    @Test
    void everyEventIsThereOnceAfterTheBrokerWasAwayInMidRun() throws Exception {
        List<JsonNode> undisturbed = cameras().run(folder.resolve("undisturbed"));
        int port = TestBroker.freePort();
        KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"), port);
        ExecutorService operator = Executors.newSingleThreadExecutor();
        try {
            create(broker.servers(), "events", "sightings");
            CompletableFuture<KafkaBroker> back = new CompletableFuture<>();
            Events.SEEN.set(0);
            Events.action = () -> operator.execute(() -> restart(broker, port, back));

            List<JsonNode> local = cameras()
                    .with("events", "kafka://" + broker.servers() + "/events")
                    .with("sightings", "sightings")
                    .with("annotations-topic", "none")
                    .with("dead-letters", "none")
                    .with("journeys", "none")
                    .with("realtime", true)
                    .with("checkpoint-interval", "500ms")
                    .sink(new Events())
                    .run(folder.resolve("disturbed"));

            try (KafkaBroker again = back.get(1, TimeUnit.MINUTES)) {
                List<JsonNode> committed = read(again.servers(), "events");
                assertThat(RunFixture.comparable(committed)).isEqualTo(RunFixture.comparable(undisturbed));
                assertThat(RunFixture.comparable(local)).isEqualTo(RunFixture.comparable(undisturbed));
                assertThat(ids(read(again.servers(), "sightings"))).containsAll(ids(undisturbed));
                assertThat(RunSummary.read(folder.resolve("disturbed"), 1).reconciles())
                        .isTrue();
            }
        } finally {
            operator.shutdownNow();
        }
    }

    private static RunFixture cameras() {
        return RunFixture.of(
                        "a=" + TestData.shared("video/scenes/photo_cam2.mp4"),
                        "b=" + TestData.shared("video/scenes/real2.mp4"))
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("duration", "12s");
    }

    private void restart(KafkaBroker broker, int port, CompletableFuture<KafkaBroker> back) {
        try {
            Path data = folder.resolve("broker");
            broker.close();
            TimeUnit.MILLISECONDS.sleep(AWAY.toMillis());
            back.complete(KafkaBroker.start(data, port));
        } catch (InterruptedException | IOException | RuntimeException e) {
            back.completeExceptionally(e);
        }
    }

    private static void create(String servers, String... topics) throws Exception {
        TestBroker.create(
                servers,
                java.util.Arrays.stream(topics)
                        .map(topic -> new NewTopic(topic, 2, (short) 1))
                        .toList());
    }

    private static List<JsonNode> read(String servers, String topic) throws Exception {
        Properties properties = client(servers);
        properties.put("isolation.level", "read_committed");
        List<JsonNode> events = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    events.add(JSON.readTree(record.value()));
                }
            }
        }
        return events;
    }

    private static Properties client(String servers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        return properties;
    }

    private static List<String> ids(List<JsonNode> events) {
        return events.stream().map(event -> event.get("eventId").asText()).toList();
    }

    /** Does something at the third event. */
    private static final class Events implements Sink<String> {
        private static final long serialVersionUID = 1L;

        static final AtomicInteger SEEN = new AtomicInteger();
        static volatile Runnable action = () -> {};

        @Override
        public SinkWriter<String> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(String line, Context at) {
                    if (SEEN.incrementAndGet() == 3) {
                        action.run();
                    }
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
