package io.facestream.job.kafka;

import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.job.kafka.TopicSetting.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every topic of ours with its settings. {@code docs/topics.md} gives the reasons at length. */
public final class Topics {
    private static final int LARGEST_FRAME = 16 << 20;
    private static final long FRAMES_BYTES = 10L << 30;
    private static final String CLEANUP = "cleanup.policy";
    private static final String RETENTION = "retention.ms";
    private static final String SEGMENT = "segment.ms";

    private Topics() {}

    /**
     * The topics, in the order in which data passes them.
     *
     * @param partitions of those whose records are spread by key
     * @param replication copies of each record; from three on, two must have it before it counts
     * @param retention how long what names people is kept
     */
    public static List<TopicDefinition> definitions(
            TopicNames names, int partitions, int replication, Retention retention) {
        List<TopicDefinition> topics = new ArrayList<>();
        names.frames().ifPresent(name -> topics.add(frames(name, partitions)));
        names.facebank().ifPresent(name -> topics.addAll(facebank(name)));
        names.events().ifPresent(name -> topics.add(events(name, partitions, replication, retention.events())));
        names.sightings()
                .ifPresent(name -> topics.add(passing(
                        name, partitions, "events at once", Duration.ofDays(1), "the committed events outlive them")));
        names.annotations()
                .ifPresent(name -> topics.add(passing(
                        name, partitions, "boxes and names", Duration.ofMinutes(30), "only live views read them")));
        names.deadLetters()
                .ifPresent(name -> topics.add(passing(
                        name, partitions, "what was refused", Duration.ofDays(14), "somebody must come to look")));
        names.journeys().ifPresent(name -> topics.add(journeys(name, partitions, retention.events())));
        names.useLog().ifPresent(name -> topics.add(useLog(name, partitions, replication, retention.useLog())));
        names.shadow()
                .ifPresent(name -> topics.add(passing(
                        name, partitions, "two models compared", Duration.ofDays(14), "a model is tried for days")));
        return topics;
    }

    private static TopicDefinition frames(String name, int partitions) {
        return new TopicDefinition(
                name,
                partitions,
                false,
                "pictures of cameras",
                List.of(
                        essential(CLEANUP, "delete", Rule.SAME_WORDS, "compaction would keep one frame a camera"),
                        essential(
                                "max.message.bytes",
                                String.valueOf(LARGEST_FRAME),
                                Rule.AT_LEAST,
                                "larger frames are refused"),
                        taste(RETENTION, millis(Duration.ofHours(1)), "how far back a job can start; privacy"),
                        taste("retention.bytes", String.valueOf(FRAMES_BYTES), "a camera gives 350 kB a frame"),
                        taste("segment.bytes", String.valueOf(256 << 20), "whole segments are deleted"),
                        taste("message.timestamp.type", "LogAppendTime", "retention counts from arrival")));
    }

    /** Owned by the facebank, but for taste. */
    private static List<TopicDefinition> facebank(String name) {
        return FacebankTopics.specifications(name).stream()
                .map(topic -> new TopicDefinition(
                        topic.name(),
                        topic.partitions(),
                        true,
                        topic.name().equals(name)
                                ? "people and templates"
                                : topic.name().substring(name.length() + 1),
                        topic.settings().entrySet().stream()
                                .sorted(java.util.Map.Entry.comparingByKey())
                                .map(setting -> new TopicSetting(
                                        setting.getKey(),
                                        setting.getValue(),
                                        Rule.SAME_WORDS,
                                        !setting.getKey().startsWith("file."),
                                        "of the facebank"))
                                .toList()))
                .toList();
    }

    private static TopicDefinition events(String name, int partitions, int replication, Duration kept) {
        return new TopicDefinition(
                name,
                partitions,
                false,
                "events, each once",
                List.of(
                        essential(CLEANUP, "delete", Rule.SAME_WORDS, "compaction would keep one event a camera"),
                        taste(RETENTION, millis(kept), "how long the record of visits is kept; privacy"),
                        inSync(replication)));
    }

    private static TopicDefinition useLog(String name, int partitions, int replication, Duration kept) {
        return new TopicDefinition(
                name,
                partitions,
                false,
                "the log of use",
                List.of(
                        essential(CLEANUP, "delete", Rule.SAME_WORDS, "compaction would break the chains"),
                        taste(RETENTION, millis(kept), "how long it can be shown what was done; privacy"),
                        inSync(replication)));
    }

    private static TopicSetting inSync(int replication) {
        return new TopicSetting(
                "min.insync.replicas",
                replication >= 3 ? "2" : "1",
                Rule.AT_LEAST,
                false,
                "copies before a record counts");
    }

    private static TopicDefinition passing(String name, int partitions, String holds, Duration retention, String why) {
        return new TopicDefinition(
                name,
                partitions,
                false,
                holds,
                List.of(
                        essential(CLEANUP, "delete", Rule.SAME_WORDS, "compaction would keep one record a key"),
                        taste(RETENTION, millis(retention), why),
                        taste(SEGMENT, millis(retention.dividedBy(3)), "whole segments are deleted")));
    }

    private static TopicDefinition journeys(String name, int partitions, Duration kept) {
        return new TopicDefinition(
                name,
                partitions,
                false,
                "visits joined",
                List.of(
                        new TopicSetting(
                                CLEANUP,
                                "compact,delete",
                                Rule.SAME_WORDS,
                                false,
                                "the last revision stays, as long as the events it is made of; privacy"),
                        taste(RETENTION, millis(kept), "as long as events; privacy"),
                        taste("min.cleanable.dirty.ratio", "0.1", "old revisions go soon"),
                        taste(SEGMENT, millis(Duration.ofHours(1)), "what is written to is not compacted")));
    }

    private static TopicSetting essential(String name, String expected, Rule rule, String why) {
        return new TopicSetting(name, expected, rule, true, why);
    }

    private static TopicSetting taste(String name, String expected, String why) {
        return new TopicSetting(name, expected, Rule.EQUAL, false, why);
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }
}
