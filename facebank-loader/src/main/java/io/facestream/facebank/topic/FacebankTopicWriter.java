package io.facestream.facebank.topic;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.crypt.PersonKey;
import io.facestream.facebank.topic.FacebankRow.Action;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Changes the facebank on a topic. There is one writer at a time: opening a second one makes the first one's next change fail, as a whole.
 * One thread.
 *
 * <p>Every method throws {@link FacebankException} when the change cannot be made; nothing is changed then.
 */
public final class FacebankTopicWriter implements AutoCloseable {
    private final TopicConnection connection;
    private final String author;
    private final Clock clock;
    private @Nullable OpenedFacebank opened;

    private FacebankTopicWriter(TopicConnection connection, String author, Clock clock) {
        this.connection = connection;
        this.author = author;
        this.clock = clock;
    }

    /**
     * Takes over the topic from any other writer, and reads what is there.
     *
     * @param client settings of Kafka's clients
     * @param author who makes the changes, as the history will say
     */
    public static FacebankTopicWriter open(String topic, Map<String, String> client, MasterKey master, String author) {
        return new FacebankTopicWriter(TopicConnection.open(topic, client, master), author, Clock.systemUTC());
    }

    /** What is on the topic now, with opaque ids. */
    public Facebank facebank() {
        return current().facebank();
    }

    private OpenedFacebank current() {
        OpenedFacebank now = opened;
        if (now == null) {
            now = OpenedFacebank.of(connection.view(), connection.keys(), Set.of());
            opened = now;
        }
        return now;
    }

    private PeopleTargets targets() {
        return new PeopleTargets(current());
    }

    private People people() {
        return new People(connection.view(), current().people());
    }

    /** The id of the person that is meant by an id, a display name, or the name under which pictures are enrolled. */
    public String personId(String person) {
        return people().meantBy(person);
    }

    /**
     * A template as one of somebody who is known, with what is written about them; they need have no template of the model in force.
     *
     * @throws FacebankException when nobody has that id, or the person is erased
     */
    public FacebankRecord ofPerson(String id, FacebankRecord template) {
        return People.withPerson(template, id, targets().details(id));
    }

    /** Puts a facebank on the topic; only what differs is written. */
    public TopicChange publish(Facebank facebank, PublishOptions options) {
        return publish(facebank, options, List.of());
    }

    /** Of which models there are templates that are not in force, by their SHA-256. */
    public Set<String> modelsBeside() {
        Set<String> models = new TreeSet<>();
        current().beside().forEach(record -> models.add(record.modelId()));
        return models;
    }

    /**
     * Puts a facebank on the topic, and in the same version what another model has made of the same pictures.
     *
     * @param beside templates of a model that is not in force; of a picture that is not enrolled nothing is taken
     */
    public TopicChange publish(Facebank facebank, PublishOptions options, List<FacebankRecord> beside) {
        requireModel(facebank, options);
        return replace(targets().published(facebank, people().wanted(facebank), options, beside));
    }

    private void requireModel(Facebank facebank, PublishOptions options) {
        if (facebank.isEmpty()) {
            throw new FacebankException(
                    "facebank: nobody in it (expected: at least one template; `./facestream facebank remove` takes people away)");
        }
        Facebank before = current().facebank();
        boolean other = !before.isEmpty() && !before.modelId().equals(facebank.modelId());
        if (other && (!options.replaceModel() || options.keepOthers())) {
            throw new FacebankException("model of the facebank: " + facebank.modelName() + " with SHA-256 "
                    + facebank.modelId() + " (expected: " + before.modelName() + " with " + before.modelId()
                    + ", as on the topic; templates of two models are never compared; --replace-model replaces all)");
        }
    }

    /** Removes a person's templates; what is known of the person stays, so that the change can be taken back. */
    public TopicChange remove(String person) {
        String id = personId(person);
        return replace(targets().removed(Set.of(id), id));
    }

    /** Those whose consent has ended by now, and who are not erased, with or without templates. */
    public List<String> expired() {
        long now = clock.millis();
        return connection.view().people().values().stream()
                .filter(row -> !row.erased() && row.validUntilMillis() <= now)
                .map(PersonRow::personId)
                .sorted()
                .toList();
    }

    /** Removes the templates of those whose consent has ended, in one change. What is known of them stays; {@link #erase} leaves nothing. */
    public TopicChange expire() {
        Set<String> over = new HashSet<>(expired());
        return replace(targets().removed(over, TopicChange.people(over.size()) + " whose consent has ended"));
    }

    /** Removes one template; a person's last one leaves the person without any, as {@link #remove} does. */
    public TopicChange removeTemplate(String templateId) {
        return replace(targets().templateRemoved(templateId));
    }

    /** Gives a person's templates to another; what is known of the first stays, without a template, so that it can be taken back. */
    public TopicChange merge(String person, String into) {
        String from = personId(person);
        String to = personId(into);
        if (from.equals(to)) {
            throw new FacebankException("person: " + into + " twice (expected: two people)");
        }
        return replace(targets().merged(from, to));
    }

    /** Gives a person another display name. */
    public TopicChange rename(String person, String name) {
        if (name.isBlank()) {
            throw new FacebankException("name: empty (expected: some text)");
        }
        return replace(targets().renamed(personId(person), name));
    }

    /** From the next version on no event and no crop of a person leaves the job, or does again. */
    public TopicChange ignore(String person, boolean ignored) {
        String id = personId(person);
        PersonDetails details = targets().details(id);
        PersonRow row = connection.view().person(id);
        Change change = new Change(ending(current().facebank(), Action.IGNORE, id + (ignored ? " on" : " off")));
        if (row == null || row.ignored() != ignored) {
            change.person(id, details, ignored, key(id));
        }
        return write(change, null);
    }

    /**
     * Puts templates of another model beside those in force, made from the same pictures; nothing else changes. Of a picture that is not
     * enrolled nothing is taken.
     *
     * @param made by the other model from a folder that holds the pictures
     * @return the change, and who of the facebank has no template of that model
     */
    public Reembedding reembed(Facebank made) {
        ModelTargets models = new ModelTargets(current());
        List<FacebankRecord> matched = models.matched(made);
        List<String> without = models.names(models.without(matched));
        return new Reembedding(replace(models.reembedded(made, matched)), matched.size(), without);
    }

    /**
     * Puts a model in force whose templates are there: from the next version on jobs search those. The templates that were in force stay.
     *
     * @param modelName what people call it
     * @throws FacebankException if people have no template of it and nothing is said about them
     */
    public TopicChange promote(String modelId, String modelName, WithoutTemplates others) {
        Target target = new ModelTargets(current()).promoted(modelId, modelName, others);
        return write(changeTo(target, null), null, true);
    }

    /** Removes the templates of a model that is not in force; the history keeps them. */
    public TopicChange retire(String modelId) {
        return replace(new ModelTargets(current()).retired(modelId));
    }

    /** Makes the facebank as it was at an earlier version, as a new version. Who was erased since stays erased; who is ignored now stays so. */
    public TopicChange rollback(FacebankVersion version) {
        List<FacebankRow> history = connection.history();
        boolean known = history.stream()
                .anyMatch(row -> row instanceof CommitRow commit && commit.number() == version.number());
        if (!known) {
            throw new FacebankException(
                    "facebank version: " + version + " (expected: one that `./facestream facebank history` shows)");
        }
        FacebankView then = FacebankView.upTo(version.number(), history);
        OpenedFacebank content = OpenedFacebank.of(then, connection.keys(), erased());
        if (!content.problems().isEmpty()) {
            throw new FacebankException(
                    "version " + version + ": " + content.problems().get(0));
        }
        Set<String> present = new HashSet<>(content.present());
        content.beside().forEach(record -> present.add(record.personId()));
        Map<String, PersonDetails> people = new TreeMap<>(content.people());
        people.keySet().retainAll(present);
        Target target = new Target(
                Action.ROLLBACK, "to " + version, content.facebank(), content.beside(), people, Set.of(), row -> true);
        boolean otherModel =
                !content.facebank().modelId().equals(current().facebank().modelId());
        return write(changeTo(target, settingsOf(then)), null, otherModel);
    }

    /** The settings to go back to; null if they are those of now. */
    private @Nullable SettingsRow settingsOf(FacebankView then) {
        SettingsRow before = then.settings().orElse(SettingsRow.NONE);
        SettingsRow now = settings();
        return before.same(now) ? null : before;
    }

    /**
     * Sets the values by which running jobs decide, from the next version on.
     *
     * @param fpir target rate of strangers' passages that get a name, 0..1; NaN leaves it to each job's own setting
     * @param margin least distance of a name's score to the runner-up's; NaN leaves it to each job's own setting
     */
    public TopicChange settings(double fpir, double margin) {
        SettingsRow wanted = new SettingsRow(fpir, margin, 0);
        Change change = new Change(ending(current().facebank(), Action.SETTINGS, wanted.text()));
        if (!wanted.same(settings())) {
            change.settings(fpir, margin);
        }
        return write(change, null);
    }

    /** The values that are set now; NaN where each job's own holds. */
    public SettingsRow settings() {
        return connection.view().settings().orElse(SettingsRow.NONE);
    }

    private Set<String> erased() {
        Set<String> erased = new HashSet<>();
        connection.view().people().values().stream()
                .filter(PersonRow::erased)
                .forEach(row -> erased.add(row.personId()));
        return erased;
    }

    /** Erases a person: the templates are removed, and the key is destroyed that opens every copy of them. There is no way back. */
    public TopicChange erase(String person) {
        String id = personId(person);
        if (erased().contains(id)) {
            // An erasure that was interrupted is finished.
            Change nothing = new Change(ending(current().facebank(), Action.ERASE, id));
            TopicChange none = write(nothing, null);
            connection.destroyKeys(null);
            return none;
        }
        Change change = new Change(ending(targets().without(Set.of(id)), Action.ERASE, id));
        connection.view().templates().stream()
                .filter(row -> row.personId().equals(id))
                .forEach(change::removal);
        change.erased(id);
        TopicChange made = write(change, id);
        connection.destroyKeys(id);
        return made;
    }

    /**
     * Wraps every person's key anew with the newest part of the facebank key; the facebank stays as it is, and so does its version.
     *
     * @return how many keys
     */
    public int rewrapKeys() {
        return connection.rewrapKeys();
    }

    /** Writes what differs between what is there and what shall be. */
    private TopicChange replace(Target target) {
        return write(changeTo(target, null), null);
    }

    private Change changeTo(Target target, @Nullable SettingsRow settings) {
        Map<String, PersonKey> newcomers = connection.newKeys(target.people().keySet());
        Change change = new Change(ending(target.after(), target.action(), target.note()));
        target.differences(connection.view(), current(), change, id -> {
            PersonKey fresh = newcomers.get(id);
            return fresh != null ? fresh : key(id);
        });
        if (settings != null) {
            change.settings(settings.fpir(), settings.margin());
        }
        connection.addKeys(newcomers);
        return change;
    }

    private PersonKey key(String id) {
        return connection
                .keys()
                .of(id)
                .orElseThrow(() -> new FacebankException(
                        "key of " + id + ": not there (expected: a key that the facebank key opens)"));
    }

    private Change.Ending ending(Facebank after, Action action, String note) {
        return new Change.Ending(
                action,
                author,
                clock.millis(),
                after.contentSha256(),
                after.modelId(),
                after.modelName(),
                after.records().size(),
                after.people(),
                note,
                connection.topicId());
    }

    private TopicChange write(Change change, @Nullable String destroyedKey) {
        return write(change, destroyedKey, false);
    }

    /** @param evenIfEmpty whether the commit itself says something new */
    private TopicChange write(Change change, @Nullable String destroyedKey, boolean evenIfEmpty) {
        if (change.isEmpty() && !evenIfEmpty) {
            CommitRow last = connection
                    .view()
                    .commit()
                    .orElseThrow(
                            () -> new FacebankException("facebank topic: nothing is on it (expected: a facebank)"));
            return new TopicChange(last, false, 0, 0, 0);
        }
        CommitRow commit = connection.write(change, destroyedKey);
        opened = null;
        return new TopicChange(commit, true, change.written(), change.removed(), change.people());
    }

    @Override
    public void close() {
        connection.close();
    }
}
