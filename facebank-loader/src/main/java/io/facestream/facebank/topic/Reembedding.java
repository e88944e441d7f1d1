package io.facestream.facebank.topic;

import java.util.List;

/**
 * What re-embedding gave.
 *
 * @param change that was made
 * @param templates of the other model that are there now
 * @param without people who have none of it, by name and id
 */
public record Reembedding(TopicChange change, int templates, List<String> without) {
    public Reembedding {
        without = List.copyOf(without);
    }
}
