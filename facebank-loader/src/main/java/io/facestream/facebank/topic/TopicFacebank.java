package io.facestream.facebank.topic;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is on a facebank topic at one moment, opened; reading it disturbs no writer. */
public final class TopicFacebank {
    private static final Duration READ_WAIT = Duration.ofMillis(200);

    private final FacebankView view;
    private final CommitRow commit;
    private final OpenedFacebank opened;

    private TopicFacebank(FacebankView view, CommitRow commit, OpenedFacebank opened) {
        this.view = view;
        this.commit = commit;
        this.opened = opened;
    }

    /**
     * Somebody on the topic.
     *
     * @param personId opaque
     * @param templates how many there are; 0 for somebody who was removed
     * @param ignored whether no event of the person leaves the job
     * @param validUntilMillis epoch milliseconds; {@code Long.MAX_VALUE} for none
     */
    public record Person(String personId, String displayName, int templates, boolean ignored, long validUntilMillis) {}

    /** @throws FacebankException when there is no such topic, nothing on it, or the key does not fit */
    public static TopicFacebank read(String topic, Map<String, String> client, MasterKey master) {
        return KafkaFailures.of(topic, client).during(() -> {
            FacebankTopics.requireThere(topic, client);
            try (PersonKeys keys = PersonKeys.open(topic, client, master)) {
                FacebankView view = view(topic, client, keys);
                CommitRow commit = view.commit()
                        .orElseThrow(
                                () -> new FacebankException(
                                        "facebank topic " + topic
                                                + ": nothing is on it (expected: a facebank; `./facestream facebank publish` puts one there)"));
                return new TopicFacebank(view, commit, OpenedFacebank.of(view, keys, Set.of()));
            }
        });
    }

    /**
     * What was on the topic at an earlier version, but for those who were erased since.
     *
     * @throws FacebankException when there was no such version, or the key does not fit
     */
    public static TopicFacebank readAt(
            String topic, Map<String, String> client, MasterKey master, FacebankVersion version) {
        return KafkaFailures.of(topic, client).during(() -> {
            FacebankTopics.requireThere(topic, client);
            try (PersonKeys keys = PersonKeys.open(topic, client, master);
                    TopicHistory history = TopicHistory.open(topic, client)) {
                FacebankView then = FacebankView.upTo(version.number(), history.rows());
                CommitRow commit = then.commit()
                        .filter(last -> last.number() == version.number())
                        .orElseThrow(() -> new FacebankException(
                                "facebank version: " + version + " (expected: one of the topic's history)"));
                return new TopicFacebank(then, commit, OpenedFacebank.of(then, keys, Set.of()));
            }
        });
    }

    private static FacebankView view(String topic, Map<String, String> client, @Nullable PersonKeys keys) {
        FacebankView view = new FacebankView();
        try (FacebankTopicReader reader = FacebankTopicReader.open(topic, client, keys)) {
            while (!reader.caughtUp()) {
                reader.poll(READ_WAIT).forEach(view::apply);
            }
        }
        return view;
    }

    /** Every change that was made, earliest first; nothing needs to be opened for it. */
    public static List<CommitRow> history(String topic, Map<String, String> client) {
        return KafkaFailures.of(topic, client).during(() -> {
            try (TopicHistory history = TopicHistory.open(topic, client)) {
                FacebankView view = new FacebankView();
                history.rows().stream().filter(CommitRow.class::isInstance).forEach(view::apply);
                return List.copyOf(view.commits());
            }
        });
    }

    /** The end of the latest change. */
    public CommitRow commit() {
        return commit;
    }

    /** All templates that open, with opaque person ids, and whether each person is ignored. */
    public Facebank facebank() {
        Facebank all = opened.facebank();
        List<FacebankRecord> records = all.records().stream()
                .map(record ->
                        record.withIgnored(java.util.Objects.requireNonNull(view.person(record.personId()), "row")
                                .ignored()))
                .toList();
        return Facebank.of(all.number(), all.modelId(), all.modelName(), records);
    }

    /** How many templates there are of each model that is not in force, by its SHA-256. */
    public Map<String, Integer> beside() {
        Map<String, Integer> models = new TreeMap<>();
        opened.beside().forEach(record -> models.merge(record.modelId(), 1, Integer::sum));
        return models;
    }

    /** The values by which jobs decide, if they were ever set. */
    public Optional<SettingsRow> settings() {
        return view.settings();
    }

    /** Everybody who is not erased, by name. */
    public List<Person> people() {
        Map<String, Integer> templates = new TreeMap<>();
        opened.facebank().records().forEach(record -> templates.merge(record.personId(), 1, Integer::sum));
        List<Person> people = new ArrayList<>();
        opened.people().forEach((id, details) -> {
            PersonRow row = java.util.Objects.requireNonNull(view.person(id), "row");
            people.add(new Person(
                    id, details.displayName(), templates.getOrDefault(id, 0), row.ignored(), row.validUntilMillis()));
        });
        people.sort(java.util.Comparator.comparing(Person::displayName).thenComparing(Person::personId));
        return people;
    }

    /** The person that is meant by an id, a display name, or the name under which pictures are enrolled. */
    public String personId(String person) {
        return new People(view, opened.people()).meantBy(person);
    }

    /** A line for each thing that is not as it must be; none of them names a person. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(opened.problems());
        view.refused().forEach(row -> problems.add("offset " + row.offset() + ": " + row.reason()));
        view.templates().stream()
                .filter(row -> row.version() > commit.number())
                .forEach(row -> problems.add("template " + row.templateId() + ": version "
                        + FacebankVersion.of(row.version()) + " (expected: at most the last commit's "
                        + commit.version()
                        + ")"));
        if (opened.facebank().records().size() != commit.templates()) {
            problems.add("templates: " + opened.facebank().records().size() + " can be used (expected: "
                    + commit.templates() + ", as version " + commit.version() + " says)");
        }
        if (!opened.facebank().contentSha256().equals(commit.contentSha256())) {
            problems.add("content hash: " + opened.facebank().contentSha256() + " (expected: " + commit.contentSha256()
                    + ", as version " + commit.version() + " says)");
        }
        return problems;
    }
}
