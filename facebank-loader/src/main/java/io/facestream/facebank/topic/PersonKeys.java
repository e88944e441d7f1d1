package io.facestream.facebank.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.crypt.PersonKey;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the people of a facebank topic, unwrapped, for as long as they are not destroyed. {@link #of} may be called by many threads,
 * the rest by one at a time.
 */
public final class PersonKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PersonKeys.class);

    private final String topic;
    private final TopicLog log;
    private final MasterKey master;
    private final Map<String, PersonKey> keys = new ConcurrentHashMap<>();
    private final Map<String, byte[]> wrapped = new HashMap<>();
    private final Set<String> closedToUs = new HashSet<>();
    private final Set<String> destroyed = new HashSet<>();

    private PersonKeys(String topic, TopicLog log, MasterKey master) {
        this.topic = topic;
        this.log = log;
        this.master = master;
    }

    /**
     * Reads all keys that are there.
     *
     * @param topic of the facebank, not of the keys
     * @param client settings of Kafka's clients
     * @throws FacebankException when there are keys and the master key opens none of them
     */
    public static PersonKeys open(String topic, Map<String, String> client, MasterKey master) {
        String name = FacebankTopics.keysOf(topic);
        PersonKeys opened = new PersonKeys(name, TopicLog.open(name, client), master);
        try {
            opened.refresh();
            if (opened.keys.isEmpty() && !opened.closedToUs.isEmpty()) {
                throw new FacebankException("facebank key: it opens none of the " + opened.closedToUs.size()
                        + " keys of topic " + name + " (expected: the key that the facebank was published with)");
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** A person's key; empty where it is destroyed, was made with another master key, or has not been read yet. */
    public Optional<PersonKey> of(String personId) {
        return Optional.ofNullable(keys.get(personId));
    }

    /** Reads what has been added or destroyed since; returns whether anything has. */
    public boolean refresh() {
        synchronized (log) {
            TopicLog.Read read = log.toEnd();
            boolean changed = !read.records().isEmpty();
            while (read.reset() != null) {
                // Kafka no longer has what was read before: only what it still has may count.
                forgetAll();
                changed = true;
                read = log.toEnd();
            }
            int closedBefore = closedToUs.size();
            read.records().forEach(this::take);
            if (closedToUs.size() > closedBefore) {
                LOG.warn(
                        "facebank: {} of the people's keys in topic {} do not open (expected: the facebank key that they were made with)",
                        closedToUs.size(),
                        topic);
            }
            return changed;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String personId = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (record.value() == null) {
            forget(personId);
            destroyed.add(personId);
            return;
        }
        try {
            JsonNode node = RowJson.tree(new String(record.value(), UTF_8));
            byte[] bytes = RowJson.base64(node, "wrapped");
            wrapped.put(personId, bytes);
            destroyed.remove(personId);
            keys.put(personId, PersonKey.unwrap(bytes, personId, master));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("facebank: offset {} of topic {} is no person's key", record.offset(), record.topic());
        } catch (FacebankException e) {
            keys.remove(personId);
            closedToUs.add(personId);
        }
    }

    static byte[] value(String personId, byte[] wrapped) {
        ObjectNode node = RowJson.object();
        node.put("type", "key");
        node.put("schemaVersion", 1);
        node.put("personId", personId);
        node.put("wrapped", wrapped);
        return RowJson.bytes(node);
    }

    /** The key of somebody who is new, before anybody else knows it. */
    void add(String personId, PersonKey key, byte[] wrappedKey) {
        keys.put(personId, key);
        wrapped.put(personId, wrappedKey);
    }

    void forget(String personId) {
        keys.remove(personId);
        synchronized (log) {
            wrapped.remove(personId);
            closedToUs.remove(personId);
        }
    }

    private void forgetAll() {
        keys.clear();
        wrapped.clear();
        closedToUs.clear();
        destroyed.clear();
    }

    /** Everybody's wrapped key, those included that the master key does not open. */
    Map<String, byte[]> allWrapped() {
        return Map.copyOf(wrapped);
    }

    /** People whose key was destroyed while the topic may still have older records of it. */
    Collection<String> destroyed() {
        return Set.copyOf(destroyed);
    }

    /** The topic has no record any more of a key that was destroyed. */
    void noneLeft() {
        destroyed.clear();
    }

    long position() {
        return log.position();
    }

    @Override
    public void close() {
        log.close();
        keys.clear();
    }
}
