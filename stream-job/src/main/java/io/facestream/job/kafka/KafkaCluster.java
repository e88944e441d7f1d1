package io.facestream.job.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks a Kafka cluster about its topics and settings. Whatever goes wrong becomes one line without passwords: a
 * {@link KafkaUnreachableException} if nobody answers, a {@link KafkaRefusedException} otherwise.
 */
public final class KafkaCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private static final Set<TransactionState> COMMITTED =
            EnumSet.of(TransactionState.PREPARE_COMMIT, TransactionState.COMPLETE_COMMIT);

    private final KafkaAddress address;
    private final Admin admin;

    private KafkaCluster(KafkaAddress address, Admin admin) {
        this.address = address;
        this.admin = admin;
    }

    /** @param address of any topic of the cluster */
    public static KafkaCluster connect(KafkaAddress address) {
        Properties client = address.properties();
        client.put("default.api.timeout.ms", String.valueOf(PATIENCE.toMillis()));
        client.put("request.timeout.ms", String.valueOf(PATIENCE.toMillis() / 2));
        try {
            return new KafkaCluster(address, Admin.create(client));
        } catch (KafkaException | IllegalArgumentException e) {
            throw failure(address, e);
        }
    }

    /** What is known of a topic. */
    public record TopicFacts(int partitions, int replication, Map<String, String> settings) {}

    /** Number of brokers that are up. */
    public int brokers() {
        return nodes().size();
    }

    /** A setting of the brokers, by broker id; a broker that does not know it is left out. */
    public Map<Integer, String> brokerSetting(String name) {
        List<ConfigResource> brokers = nodes().stream()
                .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                .toList();
        Map<Integer, String> values = new TreeMap<>();
        answer(admin.describeConfigs(brokers).all()).forEach((broker, config) -> {
            ConfigEntry entry = config.get(name);
            if (entry != null && entry.value() != null) {
                values.put(Integer.parseInt(broker.name()), entry.value());
            }
        });
        return values;
    }

    /**
     * Whether a transaction was committed, as far as the cluster remembers.
     *
     * @param transactionalId its name
     * @param producerId of the producer that wrote it; another's transaction of the same name is not meant
     */
    public boolean isCommitted(String transactionalId, long producerId) {
        try {
            TransactionDescription transaction = admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get();
            return transaction.producerId() == producerId && COMMITTED.contains(transaction.state());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return false;
            }
            throw failure(address, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The topics among these that exist. */
    public Map<String, TopicFacts> topics(Collection<String> names) {
        Map<String, TopicDescription> found = new TreeMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                found.put(name, description.get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure(address, e);
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
        });
        Map<ConfigResource, Config> configs = answer(admin.describeConfigs(found.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
        Map<String, TopicFacts> facts = new TreeMap<>();
        found.forEach((name, description) -> facts.put(
                name,
                new TopicFacts(
                        description.partitions().size(),
                        description.partitions().get(0).replicas().size(),
                        settings(requireNonNull(
                                configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name)), name)))));
        return facts;
    }

    private static Map<String, String> settings(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /**
     * Makes a topic and returns when all can see it.
     *
     * @return whether it was not there before
     */
    boolean create(NewTopic topic) {
        try {
            admin.createTopics(Set.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw failure(address, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        awaitSight(topic.name());
        return true;
    }

    /** The controller knows a topic before the brokers tell of it. */
    private void awaitSight(String topic) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (topics(Set.of(topic)).isEmpty() && System.nanoTime() < until) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private Collection<Node> nodes() {
        return answer(admin.describeCluster().nodes());
    }

    private <T> T answer(KafkaFuture<T> question) {
        try {
            return question.get();
        } catch (ExecutionException e) {
            throw failure(address, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("kafka: interrupted (expected: time to answer)");
    }

    private static RuntimeException failure(KafkaAddress address, Throwable failure) {
        if (ExceptionUtils.findThrowable(failure, RetriableException.class).isPresent()) {
            return new KafkaUnreachableException("kafka " + address.servers() + ": no answer within "
                    + PATIENCE.toSeconds() + " s (expected: a broker that takes these client settings)");
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new KafkaRefusedException("kafka " + address.servers() + ": "
                + withoutSecrets(address, String.valueOf(cause.getMessage()))
                + " (expected: client settings that the broker takes, such as security.protocol and sasl.jaas.config)");
    }

    /** Kafka hides passwords itself; this holds where it, or a library below, does not. */
    private static String withoutSecrets(KafkaAddress address, String message) {
        String shown = message.replaceAll("\\s+", " ");
        for (Map.Entry<String, String> setting : address.client().entrySet()) {
            String key = setting.getKey();
            if (key.contains("password") || key.contains("jaas") || key.contains("secret") || key.contains(".key")) {
                shown = shown.replace(setting.getValue(), "***");
            }
        }
        return shown;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
