package io.facestream.console.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Upload;
import io.facestream.console.model.ChosenModel;
import io.facestream.console.model.RunModels;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.EnrolmentReport;
import io.facestream.facebank.enrolment.EnrolmentWarning;
import io.facestream.facebank.enrolment.FacebankFolder;
import io.facestream.facebank.enrolment.FolderSettings;
import io.facestream.facebank.enrolment.PersonGrounds;
import io.facestream.facebank.enrolment.PictureResult;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * People in a watched folder, a folder a person. The run sees a change within two seconds. Who is added here gets a folder whose name is
 * made of plain letters; the name itself stands in {@code person.json}.
 */
final class FolderPeople implements PeopleStore {
    private static final List<Roster.Ability> CAN = List.of(
            Roster.Ability.ENROL,
            Roster.Ability.RENAME,
            Roster.Ability.IGNORE,
            Roster.Ability.MERGE,
            Roster.Ability.ERASE);
    private static final long FRESH_NANOS = 2_000_000_000L;
    private static final String NO_VERSIONS =
            "Versions and going back need a facebank on a topic (run --facebank kafka://TOPIC). Here a deletion is for good.";

    private final Path root;
    private final RunModels models;
    private final Device device;
    private final PictureIntake intake;
    private @Nullable FacebankFolder watched;
    private String modelId = "";
    private String settingsProblem = "";
    private boolean changed;
    private List<PersonGrounds> recentGrounds = List.of();
    private long groundsAtNanos;

    FolderPeople(Path root, RunModels models, Device device) throws IOException {
        this.root = root;
        this.models = models;
        this.device = device;
        this.intake = new PictureIntake(device);
        // left by a process that died
        try (DirectoryStream<Path> waiting = Files.newDirectoryStream(root, PictureIntake.WAITING + "*")) {
            for (Path folder : waiting) {
                PictureIntake.delete(folder);
            }
        }
    }

    /** The model that the folder's settings name; while they cannot be understood, the last one, as the job does. */
    private ChosenModel inForce() {
        try {
            modelId = FolderSettings.read(root).model();
            settingsProblem = "";
        } catch (FacebankException e) {
            settingsProblem = e.getMessage() + "; the settings before still hold";
        }
        return models.inForce(modelId, "", root.toString());
    }

    /** The folder as it is now, as a model sees it. */
    private FacebankFolder folder(ModelPack by) {
        FacebankFolder open = watched;
        if (open != null
                && !open.current().modelId().equals(by.embedding().card().sha256())) {
            watched = null;
            open.close();
            open = null;
        }
        if (open == null) {
            open = FacebankFolder.open(root, Enroller.open(by, device, EnrolmentOptions.defaults()));
            watched = open;
            changed = true;
        }
        if (changed) {
            open.load();
            changed = false;
        } else {
            open.poll();
        }
        return open;
    }

    @Override
    public synchronized Roster roster(PeopleQuery query) {
        List<PersonGrounds> everybody = recentGrounds(); // before the folder takes in what has changed
        ChosenModel by = inForce();
        FacebankFolder folder = folder(by.pack());
        EnrolmentReport report = folder.report();
        List<PersonGrounds> wanted = everybody.stream()
                .filter(person -> query.wants(person.displayName(), person.personId(), person.ignored()))
                .sorted(Comparator.comparing(PersonGrounds::displayName).thenComparing(PersonGrounds::personId))
                .toList();
        PeopleQuery.Page<PersonGrounds> page = query.page(wanted, person -> person);
        Map<String, List<FacebankRecord>> records = new HashMap<>();
        page.shown().forEach(person -> records.put(person.personId(), new ArrayList<>()));
        for (FacebankRecord record : folder.current().records()) {
            Optional.ofNullable(records.get(record.personId())).ifPresent(hers -> hers.add(record));
        }
        Map<String, List<Person.Shot>> shots = new HashMap<>();
        List<String> notes = new ArrayList<>();
        if (!settingsProblem.isEmpty()) {
            notes.add(settingsProblem);
        }
        report.warnings().stream().map(EnrolmentWarning::detail).forEach(notes::add);
        for (PictureResult result : report.pictures()) {
            if (result.personId().isEmpty()) {
                notes.add(result.picture() + ": " + result.detail());
            } else if (records.containsKey(result.personId())) {
                shots.computeIfAbsent(result.personId(), id -> new ArrayList<>())
                        .add(FolderShots.shot(result, records.get(result.personId())));
            }
        }
        List<Person> people = page.shown().stream()
                .map(person -> person(
                        person,
                        shots.getOrDefault(person.personId(), List.of()),
                        records.getOrDefault(person.personId(), List.of())))
                .toList();
        return new Roster(
                "folder",
                root.toString(),
                CAN,
                List.of(NO_VERSIONS),
                "",
                Roster.Model.of(by),
                everybody.size(),
                page.found(),
                query.offset(),
                people,
                notes);
    }

    private static Person person(PersonGrounds person, List<Person.Shot> shots, List<FacebankRecord> records) {
        long validUntil = records.isEmpty()
                ? FacebankRecord.NO_EXPIRY
                : records.get(records.size() - 1).validUntilMillis();
        int taken = (int) shots.stream().filter(shot -> shot.quality() != null).count();
        return new Person(
                person.personId(),
                person.displayName(),
                person.ignored(),
                taken,
                person.refusal().orElse(null),
                Person.time(validUntil),
                shots);
    }

    private List<PersonGrounds> grounds() {
        recentGrounds = PersonGrounds.of(root, Clock.systemUTC());
        groundsAtNanos = System.nanoTime();
        return recentGrounds;
    }

    /** As of some seconds ago at most: several pages ask every few seconds, of thousands of files. */
    private List<PersonGrounds> recentGrounds() {
        boolean fresh = groundsAtNanos != 0 && System.nanoTime() - groundsAtNanos < FRESH_NANOS;
        return fresh && !changed ? recentGrounds : grounds();
    }

    private PersonGrounds person(String personId) throws Refusal {
        return grounds().stream()
                .filter(person -> person.personId().equals(personId))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "person: nobody of that id (expected: somebody of the list)"));
    }

    @Override
    public synchronized Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        recentGrounds().forEach(person -> names.put(person.personId(), person.displayName()));
        return names;
    }

    @Override
    public synchronized Intake enrol(Newcomer newcomer, List<Upload.File> pictures) throws IOException, Refusal {
        requireFreeName(newcomer.name(), "");
        String id = FolderNames.free(root, newcomer.name());
        try (PictureIntake.Checked checked = check(id, newcomer.json(), pictures)) {
            List<String> taken = checked.taken();
            if (taken.isEmpty()) {
                return checked.intake(null);
            }
            for (String file : checked.files().keySet()) {
                if (!taken.contains(file)) {
                    Files.delete(checked.folder().resolve(file));
                }
            }
            // at once, so that nobody is enrolled without what is written about them
            Files.move(checked.folder(), root.resolve(id), StandardCopyOption.ATOMIC_MOVE);
            changed = true;
            return checked.intake(id);
        }
    }

    /** By the model in force, since that will search for them; the job enrols the folder with its other model as well. */
    private PictureIntake.Checked check(String person, ObjectNode data, List<Upload.File> pictures)
            throws IOException, Refusal {
        ModelPack by = inForce().requireInForce();
        return intake.check(root, person, data, pictures, by, folder(by).current());
    }

    private void requireFreeName(String name, String exceptId) throws Refusal {
        for (PersonGrounds person : grounds()) {
            if (person.displayName().equals(name) && !person.personId().equals(exceptId)) {
                throw new Refusal(
                        409, "name: " + name + " is there already (expected: another name, or pictures added to them)");
            }
        }
    }

    @Override
    public synchronized Intake add(String personId, List<Upload.File> pictures) throws IOException, Refusal {
        PersonGrounds person = person(personId);
        Path home = home(person);
        ObjectNode data = PersonFile.read(home, personId);
        try (PictureIntake.Checked checked = check(personId, data, pictures)) {
            for (String file : checked.taken()) {
                Files.move(checked.folder().resolve(file), home.resolve(file), StandardCopyOption.ATOMIC_MOVE);
                changed = true;
            }
            return checked.intake(checked.taken().isEmpty() ? null : personId);
        }
    }

    @Override
    public synchronized void rename(String personId, String name) throws IOException, Refusal {
        Path home = home(person(personId));
        requireFreeName(name, personId);
        PersonFile.write(home, PersonFile.read(home, personId).put("name", name));
        changed = true;
    }

    @Override
    public synchronized void ignore(String personId, boolean ignored) throws IOException, Refusal {
        Path home = home(person(personId));
        PersonFile.write(home, PersonFile.read(home, personId).put("ignore", ignored));
        changed = true;
    }

    @Override
    public synchronized void merge(String personId, String into) throws IOException, Refusal {
        PersonGrounds from = person(personId);
        Path home = home(person(into));
        if (personId.equals(into)) {
            throw new Refusal(400, "into: the same person (expected: another)");
        }
        // out of the first folder before into the second: never are two people seen with the same picture
        Path left = Files.move(
                home(from), root.resolve(PictureIntake.WAITING + PictureIntake.made()), StandardCopyOption.ATOMIC_MOVE);
        changed = true;
        for (Path picture : from.pictures()) {
            Path file = left.resolve(Objects.requireNonNull(picture.getFileName()));
            if (Files.isRegularFile(file)) {
                String name = PictureIntake.made() + FolderNames.ending(file);
                Files.move(file, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        PictureIntake.delete(left);
    }

    @Override
    public synchronized void erase(String personId) throws IOException, Refusal {
        Path home = home(person(personId));
        changed = true;
        PictureIntake.delete(Files.move(
                home, root.resolve(PictureIntake.WAITING + PictureIntake.made()), StandardCopyOption.ATOMIC_MOVE));
    }

    @Override
    public synchronized void removeShot(String personId, String shotId) throws IOException, Refusal {
        PersonGrounds person = person(personId);
        Path file = FolderShots.file(person, shotId);
        if (!file.startsWith(home(person).toRealPath())) {
            throw new Refusal(409, "picture: a link to another folder (expected: a file of the person's own)");
        }
        Files.delete(file);
        changed = true;
    }

    @Override
    public byte[] shot(String personId, String shotId) throws Refusal {
        return FolderShots.jpeg(FolderShots.file(person(personId), shotId));
    }

    /** A person's folder, found by its name among those that are there. */
    private Path home(PersonGrounds person) throws IOException, Refusal {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
            for (Path folder : folders) {
                if (FolderNames.of(folder).equals(person.personId())) {
                    if (Files.isSymbolicLink(folder)) {
                        throw new Refusal(409, "person: a link to another folder (expected: a folder of its own)");
                    }
                    return folder;
                }
            }
        }
        throw new Refusal(404, "person: the folder has gone (expected: somebody of the list)");
    }

    @Override
    public synchronized void close() {
        intake.close();
        if (watched != null) {
            watched.close();
        }
    }
}
