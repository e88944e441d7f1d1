package io.facestream.job.uselog;

import io.facestream.job.kafka.KafkaAddress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A log of use that is there: reads it, and adds what people made of its matches. The job's chains are the job's alone; reviews are a chain
 * of their own.
 */
public abstract sealed class UseLog permits UseLogFile, UseLogTopic {
    /** Takes what lies in a log, in its order. */
    public interface Reader {
        void entry(UseEntry entry);

        /** Something that is no entry. */
        default void noEntry(String place) {}
    }

    /** A log up to where it was read. For one thread at a time. */
    interface Tail extends Closeable {
        /** Reads what was added since, up to the end that there is now. */
        void readOn(Reader reader) throws IOException;

        /**
         * Adds a review, and lets nobody else add one meanwhile.
         *
         * @param reader of what others have added since
         * @param next the review; asked for when all before it is read, and with what it throws nothing is added
         */
        UseEntry append(Reader reader, Supplier<String> next) throws IOException;
    }

    /**
     * The log of a file or a topic.
     *
     * @param place a file, or {@code kafka://TOPIC}
     * @param client settings of Kafka's clients
     * @throws IllegalArgumentException when the place has another form
     */
    public static UseLog of(String place, Map<String, String> client) {
        return KafkaAddress.isKafka(place) ? of(KafkaAddress.parse(place, client)) : of(Path.of(place));
    }

    /** The log of a topic. */
    public static UseLog of(KafkaAddress topic) {
        return new UseLogTopic(topic);
    }

    /** The log of a file. */
    public static UseLog of(Path file) {
        return new UseLogFile(file);
    }

    /** Reads all that is there now: the chains of the job, and the reviews. */
    public abstract void read(Reader reader) throws IOException;

    /** Opens it at its beginning. */
    abstract Tail open() throws IOException;

    /**
     * Adds a review. Of two who do so at a time the second one waits, or fails and has to try again.
     *
     * @return the entry
     * @throws IllegalArgumentException when the log holds no such match
     */
    public UseEntry review(Review review, Instant at) throws IOException {
        try (ReviewDesk desk =
                ReviewDesk.open(this, match -> match.text("eventId").equals(review.eventId()))) {
            desk.readOn();
            return desk.review(review, at);
        }
    }

    static void take(String place, String line, Reader reader) {
        UseEntry.parse(place, line).ifPresentOrElse(reader::entry, () -> reader.noEntry(place));
    }
}
