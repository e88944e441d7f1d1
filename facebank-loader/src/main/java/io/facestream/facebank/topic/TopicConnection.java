package io.facestream.facebank.topic;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.crypt.PersonKey;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A writer's hold on the three topics: what is there, the people's keys, and the transaction by which it is changed. One thread. */
final class TopicConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicConnection.class);

    private static final Duration READ_WAIT = Duration.ofMillis(200);
    private static final int MOST_LOOKS = 1000;
    private static final long LOOK_MILLIS = 10;

    private final String topic;
    private final Map<String, String> client;
    private final MasterKey master;
    private final KafkaFailures failures;
    private final ChangeProducer producer;
    private final Admin admin;
    private final PersonKeys keys;
    private final String topicId;
    private final FacebankView view;
    private final int epoch;

    private TopicConnection(
            String topic,
            Map<String, String> client,
            MasterKey master,
            ChangeProducer producer,
            Admin admin,
            PersonKeys keys) {
        this.topic = topic;
        this.client = client;
        this.master = master;
        this.failures = KafkaFailures.of(topic, client);
        this.producer = producer;
        this.admin = admin;
        this.keys = keys;
        this.view = new FacebankView();
        try (FacebankTopicReader reader = FacebankTopicReader.open(topic, client, keys)) {
            this.topicId = reader.position().topicId();
            while (!reader.caughtUp()) {
                reader.poll(READ_WAIT).forEach(view::apply);
            }
        }
        this.epoch = epoch();
    }

    static TopicConnection open(String topic, Map<String, String> client, MasterKey master) {
        List<String> problems = FacebankTopics.problems(topic, client);
        if (!problems.isEmpty()) {
            throw new FacebankException(problems.get(0));
        }
        return KafkaFailures.of(topic, client).during(() -> {
            ChangeProducer producer = ChangeProducer.open(topic, client);
            Admin admin = null;
            PersonKeys keys = null;
            try {
                admin = Admin.create(ClientSettings.admin(client));
                keys = PersonKeys.open(topic, client, master);
                TopicConnection connection = new TopicConnection(topic, client, master, producer, admin, keys);
                connection.destroyKeys(null);
                return connection;
            } catch (Throwable e) {
                if (keys != null) {
                    keys.close();
                }
                if (admin != null) {
                    admin.close();
                }
                producer.close();
                throw e;
            }
        });
    }

    /**
     * The epoch of this writer's versions. A new one begins when the topic was made anew or has lost its end: offsets that versions were
     * named after are given again then.
     */
    private int epoch() {
        CommitRow here = view.commit().orElse(null);
        CommitRow known = lastOfHistory();
        if (here == null && known == null) {
            return 1;
        }
        boolean behind = here == null || (known != null && known.number() > here.number());
        CommitRow last = behind
                ? java.util.Objects.requireNonNull(known, "known")
                : java.util.Objects.requireNonNull(here, "here");
        int before = FacebankVersion.of(last.number()).epoch();
        if (!behind && last.topicId().equals(topicId)) {
            return before;
        }
        LOG.warn(
                "facebank topic {} was re-created or cut off after version {}; versions go on as {}.*",
                topic,
                last.version(),
                before + 1);
        return before + 1;
    }

    private @Nullable CommitRow lastOfHistory() {
        try (TopicHistory history = TopicHistory.open(topic, client)) {
            return history.lastCommit().orElse(null);
        }
    }

    String topicId() {
        return topicId;
    }

    FacebankView view() {
        return view;
    }

    PersonKeys keys() {
        return keys;
    }

    List<FacebankRow> history() {
        return failures.during(() -> {
            try (TopicHistory history = TopicHistory.open(topic, client)) {
                return history.rows();
            }
        });
    }

    /**
     * Keys for those who have none.
     *
     * @throws FacebankException when somebody has one that this master key does not open: it is not replaced
     */
    Map<String, PersonKey> newKeys(Set<String> people) {
        Map<String, PersonKey> made = new TreeMap<>();
        for (String id : people) {
            if (keys.of(id).isPresent()) {
                continue;
            }
            if (keys.allWrapped().containsKey(id)) {
                throw new FacebankException(
                        "key of " + id + " does not open (expected: the facebank key that it was made with)");
            }
            made.put(id, PersonKey.generate());
        }
        return made;
    }

    void addKeys(Map<String, PersonKey> made) {
        if (made.isEmpty()) {
            return;
        }
        Map<String, byte[]> wrapped = new TreeMap<>();
        made.forEach((id, key) -> wrapped.put(id, key.wrap(id, master)));
        failures.during(() -> producer.writeKeys(wrapped));
        made.forEach((id, key) -> keys.add(id, key, java.util.Objects.requireNonNull(wrapped.get(id), "wrapped")));
    }

    CommitRow write(Change change, @Nullable String destroyedKey) {
        FacebankVersion version = failures.during(() -> producer.write(change, epoch, this::end, destroyedKey));
        awaitReadable(version.offset());
        for (LongFunction<FacebankRow> row : change.rows()) {
            view.apply(row.apply(version.number()));
        }
        CommitRow commit = change.commit(version);
        view.apply(commit);
        if (destroyedKey != null) {
            keys.forget(destroyedKey);
        }
        return commit;
    }

    private long end() {
        return end(IsolationLevel.READ_UNCOMMITTED);
    }

    private long end(IsolationLevel isolation) {
        TopicPartition partition = new TopicPartition(topic, 0);
        return failures.during(
                () -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                        .partitionResult(partition)
                        .get()
                        .offset());
    }

    /** A transaction is readable a moment after it was committed. Whoever is told of a version shall find it. */
    private void awaitReadable(long offset) {
        failures.during(() -> {
            for (int look = 0; end(IsolationLevel.READ_COMMITTED) <= offset && look < MOST_LOOKS; look++) {
                Thread.sleep(LOOK_MILLIS);
            }
            return true;
        });
    }

    /** Finishes what an erasure has begun, this one or an earlier one that was interrupted. */
    void destroyKeys(@Nullable String destroyed) {
        failures.during(() -> {
            new KeyDestruction(FacebankTopics.keysOf(topic), producer, admin).finish(keys, destroyed);
            return true;
        });
    }

    /**
     * Wraps everybody's key with the newest part of the master key, and takes away what older parts have wrapped.
     *
     * @return how many
     */
    int rewrapKeys() {
        Map<String, byte[]> wrapped = new TreeMap<>();
        for (String id : keys.allWrapped().keySet()) {
            PersonKey key = keys.of(id)
                    .orElseThrow(() -> new FacebankException("key of " + id
                            + " does not open (expected: a facebank key that opens all of them; made with `facebank key"
                            + " --after`)"));
            wrapped.put(id, key.wrap(id, master));
        }
        failures.during(() -> {
            new KeyDestruction(FacebankTopics.keysOf(topic), producer, admin).replace(keys, wrapped);
            return true;
        });
        return wrapped.size();
    }

    @Override
    public void close() {
        producer.close();
        keys.close();
        admin.close();
    }
}
