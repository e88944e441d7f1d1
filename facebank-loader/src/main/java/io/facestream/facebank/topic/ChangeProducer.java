package io.facestream.facebank.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.facebank.FacebankException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a change as one Kafka transaction. A row carries the offset of its change's commit record, which is known only afterwards: it is
 * foretold, since there is one writer, and the transaction is given up if it comes out otherwise. One thread.
 */
final class ChangeProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeProducer.class);

    /** The end of a topic may be told before the marker of the last transaction is there. */
    private static final int MOST_TRIES = 20;

    private static final long RETRY_MILLIS = 100;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    private ChangeProducer(String topic, KafkaProducer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /** Takes over from any other writer. */
    static ChangeProducer open(String topic, Map<String, String> client) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                ClientSettings.writer(client, topic), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
        return new ChangeProducer(topic, producer);
    }

    /** Where the topic ends now, which is where the next record goes. */
    interface End {
        long offset();
    }

    /**
     * Writes a change, and a copy of it into the history.
     *
     * @param destroyedKey of whom the key is destroyed together with the change; null for nobody
     * @return the change's version
     */
    FacebankVersion write(Change change, int epoch, End end, @Nullable String destroyedKey)
            throws ExecutionException, InterruptedException {
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            long first = end.offset();
            FacebankVersion version =
                    new FacebankVersion(epoch, first + change.rows().size());
            producer.beginTransaction();
            try {
                if (send(change, version, first) && tombstone(destroyedKey)) {
                    producer.commitTransaction();
                    return version;
                }
            } catch (KafkaException | ExecutionException e) {
                abort();
                throw e;
            }
            abort();
            LOG.debug("facebank topic {}: offset {} was taken, writing the change again", topic, first);
            Thread.sleep(RETRY_MILLIS);
        }
        throw new FacebankException("facebank topic " + topic
                + ": somebody else writes to it, and nothing was changed (expected: records of this program only)");
    }

    /** Returns whether the offsets came out as foretold; if not, that is seen by the first one. */
    private boolean send(Change change, FacebankVersion version, long first)
            throws ExecutionException, InterruptedException {
        boolean begun = false;
        for (LongFunction<FacebankRow> draft : change.rows()) {
            Future<RecordMetadata> sent = send(draft.apply(version.number()));
            if (!begun) {
                begun = true;
                producer.flush();
                if (sent.get().offset() != first) {
                    return false;
                }
            }
        }
        Future<RecordMetadata> commit = send(change.commit(version));
        producer.flush();
        return commit.get().offset() == version.offset();
    }

    private Future<RecordMetadata> send(FacebankRow row) {
        byte[] key = RowJson.key(row);
        byte[] value = RowJson.value(row);
        producer.send(new ProducerRecord<>(FacebankTopics.historyOf(topic), 0, key, value));
        return producer.send(new ProducerRecord<>(topic, 0, key, value));
    }

    private boolean tombstone(@Nullable String personId) {
        if (personId != null) {
            sendKey(personId, null);
        }
        return true;
    }

    private Future<RecordMetadata> sendKey(String personId, byte @Nullable [] wrapped) {
        byte[] value = wrapped == null ? null : PersonKeys.value(personId, wrapped);
        return producer.send(new ProducerRecord<>(FacebankTopics.keysOf(topic), 0, personId.getBytes(UTF_8), value));
    }

    /**
     * Writes keys, which are there for every reader before anything that they open.
     *
     * @return offset of the first of them
     */
    long writeKeys(Map<String, byte[]> wrapped) throws ExecutionException, InterruptedException {
        producer.beginTransaction();
        try {
            long first = Long.MAX_VALUE;
            Future<RecordMetadata> begun = null;
            for (Map.Entry<String, byte[]> key : wrapped.entrySet()) {
                Future<RecordMetadata> sent = sendKey(key.getKey(), key.getValue());
                begun = begun == null ? sent : begun;
            }
            producer.flush();
            if (begun != null) {
                first = begun.get().offset();
            }
            producer.commitTransaction();
            return first;
        } catch (KafkaException | ExecutionException e) {
            abort();
            throw e;
        }
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            // A writer that was fenced, or has lost its broker, has nothing left to give up.
            LOG.debug("facebank topic {}: the transaction ends by its timeout", topic, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
