package io.facestream.facebank.topic;

import static java.util.Objects.requireNonNull;

import io.facestream.facebank.FacebankException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The three topics of a facebank: its content, its history, and the people's keys. Each has one partition. */
public final class FacebankTopics {
    private static final String POLICY = "cleanup.policy";
    private static final String UNLIMITED = "-1";
    private static final int MOST_LOOKS = 200;
    private static final long LOOK_MILLIS = 50;

    private FacebankTopics() {}

    /**
     * What a topic must be like.
     *
     * @param settings of the topic; those of the broker hold for the rest
     */
    public record Specification(String name, int partitions, Map<String, String> settings) {
        public Specification {
            settings = Map.copyOf(settings);
        }
    }

    /** Every change that was ever made, for going back. */
    public static String historyOf(String topic) {
        return topic + "-history";
    }

    /** The people's keys, wrapped by the master key. */
    public static String keysOf(String topic) {
        return topic + "-keys";
    }

    /** The facebank's topic, its history, its keys. */
    public static List<Specification> specifications(String topic) {
        Map<String, String> history = Map.of(POLICY, "delete", "retention.ms", UNLIMITED, "retention.bytes", UNLIMITED);
        // Kafka deletes records on demand only where its policy names deletion. A key's file must not linger.
        Map<String, String> keys = new TreeMap<>(history);
        keys.put(POLICY, "compact,delete");
        keys.put("file.delete.delay.ms", "1000");
        return List.of(
                new Specification(topic, 1, Map.of(POLICY, "compact")),
                new Specification(historyOf(topic), 1, history),
                new Specification(keysOf(topic), 1, keys));
    }

    /** Makes those of the three topics that are missing, and says which. */
    public static List<String> create(String topic, Map<String, String> client) {
        return KafkaFailures.of(topic, client).during(() -> {
            try (Admin admin = Admin.create(ClientSettings.admin(client))) {
                return create(topic, admin);
            }
        });
    }

    static List<String> create(String topic, Admin admin) throws ExecutionException, InterruptedException {
        List<String> made = new ArrayList<>();
        for (Specification wanted : specifications(topic)) {
            NewTopic create = new NewTopic(wanted.name(), Optional.of(wanted.partitions()), Optional.empty())
                    .configs(wanted.settings());
            try {
                admin.createTopics(List.of(create)).all().get();
                made.add(wanted.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        for (String topicMade : made) {
            awaitThere(topicMade, admin);
        }
        return made;
    }

    /** A broker knows a topic a moment after the controller has made it. */
    private static void awaitThere(String topic, Admin admin) throws ExecutionException, InterruptedException {
        for (int look = 0; ; look++) {
            try {
                admin.describeTopics(List.of(topic)).allTopicNames().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || look == MOST_LOOKS) {
                    throw e;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Everything in which the three topics are not as they must be, a line each. */
    public static List<String> problems(String topic, Map<String, String> client) {
        return KafkaFailures.of(topic, client).during(() -> {
            try (Admin admin = Admin.create(ClientSettings.admin(client))) {
                List<String> problems = new ArrayList<>();
                for (Specification wanted : specifications(topic)) {
                    problems.addAll(problems(wanted, admin));
                }
                return problems;
            }
        });
    }

    /** @throws FacebankException when one of the three topics is not there, the facebank's own first */
    static void requireThere(String topic, Map<String, String> client) {
        try (Admin admin = Admin.create(ClientSettings.admin(client))) {
            specifications(topic).forEach(wanted -> onePartition(wanted.name(), admin));
        }
    }

    private static List<String> problems(Specification wanted, Admin admin)
            throws ExecutionException, InterruptedException {
        try {
            onePartition(wanted.name(), admin);
        } catch (FacebankException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, wanted.name());
        Config found = requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource), "settings");
        List<String> problems = new ArrayList<>();
        new TreeMap<>(wanted.settings()).forEach((name, value) -> {
            String is = found.get(name) == null
                    ? ""
                    : String.valueOf(found.get(name).value());
            if (!sameList(is, value) && !name.equals("file.delete.delay.ms")) {
                problems.add(name + " of topic " + wanted.name() + ": " + is + " (expected: " + value + ")");
            }
        });
        return problems;
    }

    private static boolean sameList(String one, String other) {
        return Set.copyOf(new HashSet<>(List.of(one.split(",")))).equals(new HashSet<>(List.of(other.split(","))));
    }

    /** @throws FacebankException when there is no such topic, or it has several partitions */
    static TopicDescription onePartition(String topic, Admin admin) {
        TopicDescription description;
        try {
            description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new FacebankException("facebank topic " + topic
                        + ": not there (expected: a topic that `./facestream facebank publish` made)");
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("topic " + topic + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FacebankException("facebank topic " + topic + ": interrupted (expected: time to finish)", e);
        }
        int partitions = requireNonNull(description, topic).partitions().size();
        if (partitions != 1) {
            throw new FacebankException("partitions of topic " + topic + ": " + partitions
                    + " (expected: 1, because the order of changes counts)");
        }
        return description;
    }
}
