package io.facestream.console.people;

import io.facestream.console.http.Refusal;
import io.facestream.console.http.Upload;
import io.facestream.console.model.ChosenModel;
import io.facestream.console.model.RunModels;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.FacebankVersion;
import io.facestream.facebank.topic.PublishOptions;
import io.facestream.facebank.topic.TopicFacebank;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** People on a facebank topic: templates without pictures, and a version for each change. Needs the key of the facebank. */
final class TopicPeople implements PeopleStore {
    private static final List<Roster.Ability> CAN = List.of(Roster.Ability.values());
    private static final long FRESH_NANOS = 3_000_000_000L;

    /** A topic of thousands takes its time: it is read again only after this many times as long. */
    private static final long SHARE = 20;

    private static final String AUTHOR = "console";

    /** A page that asks waits no longer for a broker. */
    private static final Map<String, String> READING =
            Map.of("request.timeout.ms", "4000", "default.api.timeout.ms", "5000");

    private static final String NO_PICTURES = "A topic keeps templates, no pictures.";

    private final KafkaAddress address;
    private final MasterKey key;
    private final RunModels models;
    private final PictureIntake intake;
    private final Map<String, String> reading;
    private Optional<TopicFacebank> recent = Optional.empty();
    private @Nullable FacebankException failure;
    private Optional<TemplatePeople> templates = Optional.empty();
    private long readAtNanos;
    private long readNanos;

    TopicPeople(KafkaAddress address, MasterKey key, RunModels models, Device device) {
        this.address = address;
        this.key = key;
        this.models = models;
        this.intake = new PictureIntake(device);
        this.reading = new HashMap<>(address.client());
        READING.forEach(reading::putIfAbsent);
    }

    /**
     * What is there, as of some seconds ago at most: several pages ask every few seconds, and must not all wait for a broker that is away.
     * Empty while nothing was published.
     */
    private synchronized Optional<TopicFacebank> read() {
        long begin = System.nanoTime();
        if (readAtNanos == 0 || begin - readAtNanos > Math.max(FRESH_NANOS, SHARE * readNanos)) {
            try {
                recent = readNow();
                failure = null;
            } catch (FacebankException e) {
                failure = e;
            }
            readAtNanos = System.nanoTime();
            readNanos = readAtNanos - begin;
            templates = recent.map(TopicFacebank::facebank).map(TemplatePeople::of);
        }
        if (failure != null) {
            throw failure;
        }
        return recent;
    }

    private Optional<TopicFacebank> readNow() {
        try {
            return Optional.of(TopicFacebank.read(address.topic(), reading, key));
        } catch (FacebankException e) {
            if (!TopicFacebank.history(address.topic(), reading).isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The same; while it cannot be read, what was there before. */
    private synchronized Optional<TopicFacebank> readOrRecent() {
        try {
            return read();
        } catch (FacebankException e) {
            if (recent.isEmpty()) {
                throw e;
            }
            return recent;
        }
    }

    @Override
    public synchronized Roster roster(PeopleQuery query) {
        Optional<TopicFacebank> read = read();
        if (read.isEmpty() || templates.isEmpty()) {
            return new Roster(
                    "topic",
                    address.toString(),
                    CAN,
                    List.of(NO_PICTURES),
                    "",
                    Roster.Model.of(inForce("", "")),
                    0,
                    0,
                    0,
                    List.of(),
                    List.of());
        }
        TopicFacebank there = read.get();
        TemplatePeople withTemplates = templates.get();
        List<TopicFacebank.Person> everybody = there.people();
        List<TopicFacebank.Person> wanted = everybody.stream()
                .filter(person -> query.wants(person.displayName(), person.personId(), person.ignored()))
                .toList();
        PeopleQuery.Page<Person> page = query.page(
                wanted, person -> withTemplates.person(person.personId()).orElseGet(() -> removed(person)));
        return new Roster(
                "topic",
                address.toString(),
                CAN,
                List.of(NO_PICTURES),
                there.commit().version(),
                Roster.Model.of(inForce(there.commit().modelId(), there.commit().modelName())),
                everybody.size(),
                page.found(),
                query.offset(),
                page.shown(),
                there.problems());
    }

    private static Person removed(TopicFacebank.Person person) {
        return new Person(
                person.personId(),
                person.displayName(),
                person.ignored(),
                0,
                "removed: no templates",
                Person.time(person.validUntilMillis()),
                List.of());
    }

    @Override
    public Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        readOrRecent()
                .map(TopicFacebank::people)
                .orElse(List.of())
                .forEach(person -> names.put(person.personId(), person.displayName()));
        return names;
    }

    private interface Change<T> {
        T by(FacebankTopicWriter writer) throws IOException, Refusal;
    }

    /** One change at a time: a second writer would fence the first. */
    private synchronized <T> T change(Change<T> change) throws IOException, Refusal {
        try (FacebankTopicWriter writer = FacebankTopicWriter.open(address.topic(), address.client(), key, AUTHOR)) {
            return change.by(writer);
        } finally {
            readAtNanos = 0;
        }
    }

    @Override
    public Intake enrol(Newcomer newcomer, List<Upload.File> pictures) throws IOException, Refusal {
        if (names().containsValue(newcomer.name())) {
            throw new Refusal(
                    409,
                    "name: " + newcomer.name()
                            + " is there already (expected: another name, or pictures added to them)");
        }
        String folder = "console-" + PictureIntake.made(); // an id of the topic's own takes its place
        return change(writer -> {
            Facebank there = writer.facebank();
            ModelPack by = inForce(there).requireInForce();
            try (PictureIntake.Checked checked =
                    intake.check(temporary(), folder, newcomer.json(), pictures, by, there)) {
                if (checked.records().isEmpty()) {
                    return checked.intake(null);
                }
                writer.publish(
                        checked.enrolment().facebank(), new PublishOptions(true, false), beside(writer, checked, by));
                return checked.intake(writer.personId(folder));
            }
        });
    }

    /** A topic keeps no pictures: what is not made of them now, for the day when the other model is in force, is never made. */
    private List<FacebankRecord> beside(FacebankTopicWriter writer, PictureIntake.Checked checked, ModelPack by)
            throws IOException {
        Optional<ModelPack> other = models.besides(by)
                .filter(pack ->
                        writer.modelsBeside().contains(pack.embedding().card().sha256()));
        return other.isPresent() ? intake.records(checked, other.get()) : List.of();
    }

    private ChosenModel inForce(Facebank there) {
        return inForce(there.modelId(), there.modelName());
    }

    private ChosenModel inForce(String modelId, String modelName) {
        return models.inForce(modelId, modelName, address.toString());
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Also to somebody who has no template of the model in force: removed, or kept out when that was promoted. */
    @Override
    public Intake add(String personId, List<Upload.File> pictures) throws IOException, Refusal {
        String name = names().getOrDefault(personId, personId);
        return change(writer -> {
            known(writer, personId);
            Facebank there = writer.facebank();
            ModelPack by = inForce(there).requireInForce();
            Newcomer known = new Newcomer(name, "", "", false);
            try (PictureIntake.Checked checked =
                    intake.check(temporary(), personId, known.json(), pictures, by, there)) {
                if (checked.records().isEmpty()) {
                    return checked.intake(null);
                }
                List<FacebankRecord> records = new ArrayList<>(there.records().stream()
                        .filter(record -> record.personId().equals(personId))
                        .toList());
                checked.records().forEach(record -> records.add(writer.ofPerson(personId, record)));
                Facebank person = Facebank.of(1, there.modelId(), there.modelName(), records);
                writer.publish(person, new PublishOptions(true, false), beside(writer, checked, by));
                return checked.intake(personId);
            }
        });
    }

    /** Only ids, so that a name that somebody else has changes nobody by mistake. */
    private static String known(FacebankTopicWriter writer, String personId) throws Refusal {
        if (!writer.personId(personId).equals(personId)) {
            throw new Refusal(404, "person: nobody of that id (expected: somebody of the list)");
        }
        return personId;
    }

    @Override
    public void rename(String personId, String name) throws IOException, Refusal {
        change(writer -> writer.rename(known(writer, personId), name));
    }

    @Override
    public void ignore(String personId, boolean ignored) throws IOException, Refusal {
        change(writer -> writer.ignore(known(writer, personId), ignored));
    }

    @Override
    public void merge(String personId, String into) throws IOException, Refusal {
        change(writer -> writer.merge(known(writer, personId), known(writer, into)));
    }

    @Override
    public void remove(String personId) throws IOException, Refusal {
        change(writer -> writer.remove(known(writer, personId)));
    }

    @Override
    public void erase(String personId) throws IOException, Refusal {
        change(writer -> writer.erase(known(writer, personId)));
    }

    @Override
    public void removeShot(String personId, String shotId) throws IOException, Refusal {
        change(writer -> {
            boolean hers = writer.facebank().records().stream()
                    .anyMatch(record -> record.personId().equals(personId)
                            && record.templateId().equals(shotId));
            if (!hers) {
                throw new Refusal(404, "template: none of that id (expected: one of the person's)");
            }
            return writer.removeTemplate(shotId);
        });
    }

    @Override
    public List<Version> versions() {
        List<CommitRow> commits = TopicFacebank.history(address.topic(), address.client());
        List<Version> versions = new ArrayList<>();
        for (int i = commits.size() - 1; i >= 0; i--) {
            CommitRow commit = commits.get(i);
            versions.add(new Version(
                    commit.version(),
                    Instant.ofEpochMilli(commit.atMillis()).toString(),
                    commit.author(),
                    commit.action().name().toLowerCase(Locale.ROOT),
                    commit.people(),
                    commit.templates(),
                    commit.detail()));
        }
        return versions;
    }

    @Override
    public Version.Difference difference(String version) throws Refusal {
        TopicFacebank then = TopicFacebank.readAt(address.topic(), address.client(), key, parsed(version));
        TopicFacebank now = read().orElse(then);
        Map<String, TopicFacebank.Person> before = byId(then);
        Map<String, TopicFacebank.Person> after = byId(now);
        Set<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        List<Version.Change> changes = ids.stream()
                .map(id -> change(id, before.get(id), after.get(id)))
                .filter(one ->
                        one.templates() != one.templatesNow() || !one.name().equals(one.nameNow()))
                .sorted(Comparator.comparing(Version.Change::nameNow))
                .toList();
        return new Version.Difference(version, now.commit().version(), changes);
    }

    private static Version.Change change(
            String id, TopicFacebank.@Nullable Person then, TopicFacebank.@Nullable Person now) {
        String nameThen = then == null ? "" : then.displayName();
        String nameNow = now == null ? nameThen : now.displayName();
        return new Version.Change(
                id,
                then == null ? nameNow : nameThen,
                nameNow,
                then == null ? 0 : then.templates(),
                now == null ? 0 : now.templates());
    }

    private static Map<String, TopicFacebank.Person> byId(TopicFacebank facebank) {
        Map<String, TopicFacebank.Person> byId = new HashMap<>();
        facebank.people().forEach(person -> byId.put(person.personId(), person));
        return byId;
    }

    private static FacebankVersion parsed(String version) throws Refusal {
        try {
            return FacebankVersion.parse(version);
        } catch (RuntimeException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void rollBack(String version) throws IOException, Refusal {
        FacebankVersion target = parsed(version);
        change(writer -> writer.rollback(target));
    }

    @Override
    public synchronized void close() {
        intake.close();
    }
}
