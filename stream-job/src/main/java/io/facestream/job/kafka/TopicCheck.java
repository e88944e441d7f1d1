package io.facestream.job.kafka;

import io.facestream.job.kafka.KafkaCluster.TopicFacts;
import io.facestream.job.kafka.TopicSetting.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** Holds the topics of a cluster against what they should be, and makes those that are missing. */
public final class TopicCheck {
    private static final String BROKER = "(broker)";
    private static final String TRANSACTION_LIMIT = "transaction.max.timeout.ms";

    private final KafkaCluster cluster;

    public TopicCheck(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /** How good a setting is. */
    public enum Verdict {
        OK,
        /** Other than recommended; nothing is lost by it. */
        DIFFERS,
        /** Records are lost or refused. */
        WRONG
    }

    /** One line of the table. */
    public record Row(String topic, String setting, String is, String expected, Verdict verdict, String why) {}

    /**
     * Every setting that we care about.
     *
     * @param replication copies that are wanted
     * @param transactionTimeout that jobs use
     */
    public List<Row> rows(List<TopicDefinition> topics, int replication, Duration transactionTimeout) {
        List<Row> rows = new ArrayList<>(brokerRows(transactionTimeout));
        Map<String, TopicFacts> found =
                cluster.topics(topics.stream().map(TopicDefinition::name).toList());
        for (TopicDefinition topic : topics) {
            TopicFacts facts = found.get(topic.name());
            if (facts == null) {
                rows.add(new Row(
                        topic.name(),
                        "",
                        "missing",
                        "a topic of " + topic.holds(),
                        Verdict.WRONG,
                        "./facestream topics create makes it"));
            } else {
                rows.addAll(rows(topic, facts, replication));
            }
        }
        return rows;
    }

    /** Makes the topics that are missing and returns their names. */
    public List<String> create(List<TopicDefinition> topics, int replication) {
        Map<String, TopicFacts> found =
                cluster.topics(topics.stream().map(TopicDefinition::name).toList());
        List<String> made = new ArrayList<>();
        for (TopicDefinition topic : topics) {
            NewTopic wanted = new NewTopic(
                            topic.name(), Optional.of(topic.partitions()), Optional.of((short) replication))
                    .configs(topic.configuration());
            if (!found.containsKey(topic.name()) && cluster.create(wanted)) {
                made.add(topic.name());
            }
        }
        return made;
    }

    private List<Row> brokerRows(Duration transactionTimeout) {
        TopicSetting limit = new TopicSetting(
                TRANSACTION_LIMIT,
                String.valueOf(transactionTimeout.toMillis()),
                Rule.AT_LEAST,
                true,
                "the jobs' transaction-timeout is refused");
        return cluster.brokerSetting(TRANSACTION_LIMIT).values().stream()
                .distinct()
                .map(is -> row(BROKER, limit, is))
                .toList();
    }

    private static List<Row> rows(TopicDefinition topic, TopicFacts facts, int replication) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                topic.name(),
                new TopicSetting(
                        "partitions",
                        String.valueOf(topic.partitions()),
                        topic.exactly() ? Rule.EQUAL : Rule.AT_LEAST,
                        topic.exactly(),
                        topic.exactly() ? "the order of all records counts" : "readers at a time"),
                String.valueOf(facts.partitions())));
        rows.add(row(
                topic.name(),
                new TopicSetting(
                        "replication", String.valueOf(replication), Rule.AT_LEAST, false, "copies of each record"),
                String.valueOf(facts.replication())));
        topic.settings()
                .forEach(setting ->
                        rows.add(row(topic.name(), setting, facts.settings().getOrDefault(setting.name(), "unknown"))));
        return rows;
    }

    private static Row row(String topic, TopicSetting setting, String is) {
        Verdict verdict = setting.holds(is) ? Verdict.OK : setting.essential() ? Verdict.WRONG : Verdict.DIFFERS;
        return new Row(topic, setting.name(), is, setting.wanted(), verdict, setting.why());
    }
}
