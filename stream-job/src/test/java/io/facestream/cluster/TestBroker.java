package io.facestream.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One real broker for all tests of this process; each test has topics of its own. It ends with the process. */
public final class TestBroker {
    private static KafkaBroker broker;
    private static Path folder;

    private TestBroker() {}

    public static synchronized String servers() {
        if (broker == null) {
            try {
                folder = Files.createTempDirectory("fs-broker");
                broker = KafkaBroker.start(folder, 0);
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return broker.servers();
    }

    /** A port for a broker of a test's own. */
    public static int freePort() throws IOException {
        return Ports.free();
    }

    /** Where the broker keeps its data. */
    public static Path folder() {
        servers();
        return folder;
    }

    public static Map<String, String> client() {
        return Map.of("bootstrap.servers", servers());
    }

    public static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(client());
        return properties;
    }

    /** A new topic with a name of its own, which all can see. */
    public static String topic(String name, int partitions, Map<String, String> config)
            throws ExecutionException, InterruptedException {
        String topic = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        create(servers(), List.of(new NewTopic(topic, partitions, (short) 1).configs(config)));
        return topic;
    }

    /** New topics of any broker, which all can see. */
    public static void create(String servers, List<NewTopic> topics) throws ExecutionException, InterruptedException {
        Set<String> names = topics.stream().map(NewTopic::name).collect(Collectors.toSet());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(topics).all().get();
            await().until(() -> admin.listTopics().names().get().containsAll(names));
        }
    }

    /** Changes settings of a topic, and returns when the broker tells of them. */
    public static void configure(String topic, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        List<ConfigEntry> wanted = settings.entrySet().stream()
                .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                .toList();
        List<AlterConfigOp> changes = wanted.stream()
                .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(properties())) {
            admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
            await().until(() -> {
                Config now =
                        admin.describeConfigs(List.of(resource)).all().get().get(resource);
                return wanted.stream()
                        .allMatch(entry -> now.get(entry.name()).value().equals(entry.value()));
            });
        }
    }

    /**
     * Deletes the records of a topic of one partition that lie before an offset.
     *
     * @param offset -1 for all
     */
    public static void cutOff(String topic, long offset) {
        Map<TopicPartition, RecordsToDelete> before =
                Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset));
        try (Admin admin = Admin.create(properties())) {
            // a log may take a policy by which this is allowed a moment after the broker tells of it
            await().ignoreExceptionsMatching(e -> e.getCause() instanceof PolicyViolationException)
                    .until(() -> admin.deleteRecords(before).all().get() == null);
        }
    }

    public static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Offset after the last record of a topic of one partition. */
    public static long end(String topic) throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(properties())) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    /** Writes a record; a null value is a tombstone. */
    public static void send(String topic, String key, String value) throws ExecutionException, InterruptedException {
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), bytes))
                    .get();
        }
    }

    /**
     * Waits until every transaction that was committed or aborted can be seen as such: the broker answers a commit before its markers are
     * in the topics. Transactions that are open stay so.
     */
    public static void settle() {
        ListTransactionsOptions decided = new ListTransactionsOptions()
                .filterStates(Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        try (Admin admin = Admin.create(properties())) {
            await().until(() -> admin.listTransactions(decided).all().get().isEmpty());
        }
    }

    /** Everything that a topic holds now, as a consumer sees it that reads committed records only. */
    public static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        settle();
        return read(topic, "read_committed");
    }

    /** Everything that a topic holds now, aborted records too. */
    public static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        return read(topic, "read_uncommitted");
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolation) {
        Properties properties = properties();
        properties.put("isolation.level", isolation);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }
}
