package io.facestream.facebank.topic;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.crypt.PersonKey;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.ResetRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a facebank topic: first what is there, then each change as it is made. Only changes that are whole are seen. One thread.
 *
 * <p>A topic that was re-created or cut off is noticed: a {@link ResetRow} says so, and the topic is read again from its start. A topic
 * that is compacted meanwhile changes nothing: each row carries its version.
 */
public final class FacebankTopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FacebankTopicReader.class);

    private final TopicLog log;
    private final @Nullable PersonKeys keys;
    private final List<FacebankRow> first = new ArrayList<>();
    private long end;

    private FacebankTopicReader(TopicLog log, @Nullable PersonKeys keys) {
        this.log = log;
        this.keys = keys;
        this.end = log.end();
    }

    /**
     * How far a topic has been read.
     *
     * @param topicId the cluster's id of the topic: a topic of the same name that was made later has another one
     * @param offset of the next record
     */
    public record Position(String topicId, long offset) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Begins at the topic's first record.
     *
     * @param client settings of Kafka's clients
     * @param keys open people's names, and are refreshed before a row of somebody new is given; null if names are of no interest
     * @throws FacebankException when there is no such topic, or no broker
     */
    public static FacebankTopicReader open(String topic, Map<String, String> client, @Nullable PersonKeys keys) {
        return new FacebankTopicReader(TopicLog.open(topic, client), keys);
    }

    /** Goes on at a position; if the topic is no longer that one, it begins at the start and says so with a {@link ResetRow}. */
    public static FacebankTopicReader openAt(
            String topic, Map<String, String> client, @Nullable PersonKeys keys, Position position) {
        TopicLog log = TopicLog.open(topic, client);
        FacebankTopicReader reader = new FacebankTopicReader(log, keys);
        log.seek(position.topicId(), position.offset()).ifPresent(reason -> reader.first.add(reset(reason)));
        return reader;
    }

    /** The next rows, in the topic's order; empty when none has come in time. */
    public List<FacebankRow> poll(Duration timeout) {
        List<FacebankRow> rows = new ArrayList<>(first);
        first.clear();
        if (!rows.isEmpty()) {
            return rows;
        }
        TopicLog.Read read = log.poll(timeout);
        if (read.reset() != null) {
            end = log.end();
            rows.add(reset(read.reset()));
        }
        for (ConsumerRecord<byte[], byte[]> record : read.records()) {
            RowReader.row(record.key(), record.value(), record.offset()).ifPresent(rows::add);
        }
        return keys == null ? rows : named(rows, keys);
    }

    private static ResetRow reset(String reason) {
        LOG.warn("{}", reason);
        return new ResetRow(reason);
    }

    private static List<FacebankRow> named(List<FacebankRow> rows, PersonKeys keys) {
        for (FacebankRow row : rows) {
            String newcomer = row instanceof TemplateRow template
                    ? template.personId()
                    : row instanceof PersonRow person && !person.erased() ? person.personId() : null;
            if (newcomer != null && keys.of(newcomer).isEmpty()) {
                keys.refresh();
                break;
            }
        }
        rows.replaceAll(row -> row instanceof PersonRow person ? named(person, keys) : row);
        return rows;
    }

    private static PersonRow named(PersonRow person, PersonKeys keys) {
        if (person.erased()) {
            keys.forget(person.personId());
            return person;
        }
        PersonKey key = keys.of(person.personId()).orElse(null);
        if (key == null) {
            return person;
        }
        try {
            return person.named(PersonDetails.open(person, key).displayName());
        } catch (FacebankException | IOException e) {
            LOG.warn("facebank: what is written about {} cannot be read", person.personId());
            return person;
        }
    }

    /** Where reading can go on later. */
    public Position position() {
        return new Position(log.topicId(), log.position());
    }

    /** Whether everything has been given that was there when the reader was opened, or was last reset. */
    public boolean caughtUp() {
        return first.isEmpty() && log.position() >= end;
    }

    @Override
    public void close() {
        log.close();
    }
}
