package io.facestream.facebank.topic;

import io.facestream.facebank.FacebankException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes destroyed keys out of the keys' topic: a tombstone alone leaves the old record readable until Kafka compacts. The keys that remain are
 * written again, into a segment file of their own, and everything before them is deleted. Doing it twice does no harm, and a writer that
 * finds it undone does it.
 */
final class KeyDestruction {
    private static final Logger LOG = LoggerFactory.getLogger(KeyDestruction.class);

    private static final String SEGMENT_AGE = "segment.ms";
    private static final int MOST_LOOKS = 50;
    private static final int MOST_WAITS = 1500;
    private static final long LOOK_MILLIS = 20;

    private final String keysTopic;
    private final ChangeProducer producer;
    private final Admin admin;

    KeyDestruction(String keysTopic, ChangeProducer producer, Admin admin) {
        this.keysTopic = keysTopic;
        this.producer = producer;
        this.admin = admin;
    }

    /** @param destroyed whose tombstone was written just now; null to finish what an earlier erasure left */
    void finish(PersonKeys keys, @Nullable String destroyed) throws ExecutionException, InterruptedException {
        keys.refresh();
        if (destroyed != null) {
            await(keys, () -> keys.destroyed().contains(destroyed));
        }
        if (keys.destroyed().isEmpty()) {
            return;
        }
        replace(keys, keys.allWrapped());
        keys.noneLeft();
    }

    /** Puts these in the place of all records that are there, whose content can be read no more from then on. */
    void replace(PersonKeys keys, Map<String, byte[]> remaining) throws ExecutionException, InterruptedException {
        boolean separate = segmentAge("1");
        try {
            long first = remaining.isEmpty() ? keys.position() : producer.writeKeys(remaining);
            await(keys, () -> remaining.isEmpty() || keys.position() > first);
            RecordsToDelete before = RecordsToDelete.beforeOffset(first);
            admin.deleteRecords(Map.of(new TopicPartition(keysTopic, 0), before))
                    .all()
                    .get();
        } finally {
            if (separate) {
                segmentAge(null);
            }
        }
    }

    /** A transaction is readable a moment after its end was asked for: until then nothing may build on it. */
    private void await(PersonKeys keys, BooleanSupplier readable) throws InterruptedException {
        for (int look = 0; !readable.getAsBoolean(); look++) {
            if (look == MOST_WAITS) {
                throw new FacebankException("topic " + keysTopic
                        + ": what was written to it cannot be read yet (expected: soon; repeat the command)");
            }
            Thread.sleep(LOOK_MILLIS);
            keys.refresh();
        }
    }

    /** From now on each batch begins a file; null for the broker's own age. Returns whether the topic could be told so. */
    private boolean segmentAge(@Nullable String millis) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, keysTopic);
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry(SEGMENT_AGE, millis),
                millis == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET);
        try {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
            for (int look = 0; millis != null && look < MOST_LOOKS; look++) {
                Config now =
                        admin.describeConfigs(List.of(resource)).all().get().get(resource);
                if (now != null && millis.equals(now.get(SEGMENT_AGE).value())) {
                    break;
                }
                Thread.sleep(LOOK_MILLIS);
            }
            return true;
        } catch (ExecutionException e) {
            LOG.warn(
                    "facebank: {} of topic {} cannot be set ({}); the file of a destroyed key goes when Kafka begins the next one",
                    SEGMENT_AGE,
                    keysTopic,
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            return false;
        }
    }
}
