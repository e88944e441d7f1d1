package io.facestream.job.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks, before a job starts, that Kafka keeps a transaction open for longer than the job may need to commit it, and that the job's
 * topics exist. Otherwise events that were written could be given up by Kafka, which tells nobody but the committer's log.
 */
public final class TransactionTimes {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionTimes.class);
    private static final String BROKER_LIMIT = "transaction.max.timeout.ms";

    private TransactionTimes() {}

    /**
     * Whether the timeout covers a checkpoint interval and a restart.
     *
     * @return what is wrong, a line each
     */
    public static List<String> problems(EventTopics topics, Duration checkpointInterval) {
        Duration least = checkpointInterval.plus(topics.restartBudget());
        if (topics.transactionTimeout().compareTo(least) > 0) {
            return List.of();
        }
        return List.of("transaction-timeout: " + text(topics.transactionTimeout()) + " (expected: longer than "
                + text(least) + ", which is checkpoint-interval " + text(checkpointInterval) + " and restart-budget "
                + text(topics.restartBudget()) + "; shorter, and events are lost when the job is restarted)");
    }

    /**
     * Asks the cluster. If it does not answer, the log says so in a line and the job may start: events wait for the broker.
     *
     * @throws IllegalArgumentException that lists what is wrong, a line each
     */
    public static void check(EventTopics topics) {
        List<String> problems;
        try (KafkaCluster cluster = KafkaCluster.connect(topics.events())) {
            problems = new ArrayList<>(limits(topics, cluster.brokerSetting(BROKER_LIMIT)));
            if (!cluster.brokerSetting("auto.create.topics.enable").containsValue("true")) {
                problems.addAll(missing(topics, cluster));
            }
        } catch (KafkaUnreachableException e) {
            LOG.warn("{}; its {} and its topics are not checked, and events wait for it", e.getMessage(), BROKER_LIMIT);
            return;
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    private static List<String> limits(EventTopics topics, Map<Integer, String> limits) {
        List<String> problems = new ArrayList<>();
        limits.forEach((broker, limit) -> {
            if (topics.transactionTimeout().toMillis() > Long.parseLong(limit)) {
                problems.add("transaction-timeout: " + text(topics.transactionTimeout()) + " (expected: at most "
                        + text(Duration.ofMillis(Long.parseLong(limit))) + ", the " + BROKER_LIMIT + " of broker "
                        + broker + ")");
            }
        });
        return problems;
    }

    private static List<String> missing(EventTopics topics, KafkaCluster cluster) {
        TreeSet<String> names = new TreeSet<>(topics.names());
        names.removeAll(cluster.topics(names).keySet());
        return names.stream()
                .map(name -> "topic " + name + ": not on " + topics.events().servers()
                        + " (expected: made by ./facestream topics create, or none for a topic that is not wanted)")
                .toList();
    }

    static String text(Duration time) {
        long millis = time.toMillis();
        if (millis % 60_000 == 0) {
            return millis / 60_000 + " min";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
