package io.facestream.job.uselog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A log of use that is there: reads it, and adds what people made of its matches. The job's chains are the job's alone; reviews are a chain
 * of their own.
 */
public abstract sealed class UseLog permits UseLogFile, UseLogTopic {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Takes what lies in a log, in its order. */
    public interface Reader {
        void entry(UseEntry entry);

        /** Something that is no entry. */
        default void noEntry(String place) {}
    }

    /**
     * The log of a file or a topic.
     *
     * @param place a file, or {@code kafka://TOPIC}
     * @param client settings of Kafka's clients
     * @throws IllegalArgumentException when the place has another form
     */
    public static UseLog of(String place, Map<String, String> client) {
        return KafkaAddress.isKafka(place)
                ? new UseLogTopic(KafkaAddress.parse(place, client))
                : new UseLogFile(Path.of(place));
    }

    /** Reads all that is there now: the chains of the job, and the reviews. */
    public abstract void read(Reader reader) throws IOException;

    /**
     * Adds a review. Of two who do so at a time the second one waits, or fails and has to try again.
     *
     * @return the entry
     * @throws IllegalArgumentException when the log holds no such match
     */
    public abstract UseEntry review(Review review, Instant at) throws IOException;

    /** Where the chain of reviews stands, and the match that is asked for. */
    static final class Search implements Reader {
        private final String eventId;
        private ChainHead head = ChainHead.begin(ChainName.REVIEWS.run());
        private String matchHash = "";
        private String personId = "";

        Search(String eventId) {
            this.eventId = eventId;
        }

        @Override
        public void entry(UseEntry entry) {
            if (entry.chain().equals(ChainName.REVIEWS)) {
                head = new ChainHead(head.run(), "", entry.sequence() + 1, entry.hash());
            } else if (entry.is(UseKind.MATCH) && entry.text("eventId").equals(eventId)) {
                matchHash = entry.hash();
                personId = entry.text("personId");
            }
        }

        UseLine entryOf(Review review, Instant at, UseLog log) {
            if (matchHash.isEmpty()) {
                throw new IllegalArgumentException("event: " + eventId + " (expected: the eventId of a match in " + log
                        + "; `./facestream use-log show` lists them)");
            }
            ObjectNode details = JSON.createObjectNode()
                    .put("eventId", eventId)
                    .put("entryHash", matchHash)
                    .put("personId", personId)
                    .put("by", review.by());
            if (!review.note().isEmpty()) {
                details.put("note", review.note());
            }
            UseKind kind = review.right() ? UseKind.CONFIRMED : UseKind.REJECTED;
            return head.append(new UseFact("", kind, at.toEpochMilli(), details.toString()))
                    .line();
        }
    }
}
