package io.facestream.job.kafka;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A topic as it should be.
 *
 * @param partitions how many it is made with
 * @param exactly whether it must have so many: one where the order of all records counts
 * @param holds what is in it, in a few words
 */
public record TopicDefinition(String name, int partitions, boolean exactly, String holds, List<TopicSetting> settings) {
    public TopicDefinition {
        settings = List.copyOf(settings);
    }

    Map<String, String> configuration() {
        return settings.stream().collect(Collectors.toMap(TopicSetting::name, TopicSetting::expected));
    }
}
