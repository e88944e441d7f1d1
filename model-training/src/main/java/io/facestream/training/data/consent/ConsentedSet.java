package io.facestream.training.data.consent;

import io.facestream.training.TrainingException;
import io.facestream.training.data.Pixels;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.training.data.consent.Enrolled.EnrolledPicture;
import io.facestream.training.data.consent.Manifest.Crop;
import io.facestream.training.data.consent.Manifest.Person;
import io.facestream.training.data.consent.Sightings.Sighting;
import io.facestream.training.data.prepare.FaceFinder;
import io.facestream.vision.Face;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.Png;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a training set of the pictures of people who have consented and were seen: aligned crops as {@code PERSON/*.png} with a manifest.
 * The folder is there complete or not at all. One use, one thread.
 */
public final class ConsentedSet {
    private static final Set<String> DENIALS = Set.of(
            "no",
            "n",
            "false",
            "off",
            "0",
            "none",
            "not given",
            "denied",
            "refused",
            "withdrawn",
            "revoked",
            "unknown",
            "pending",
            "-",
            "?");

    private final Path facebank;
    private final @Nullable Path pictures;
    private final Path events;
    private final ConsentList listed;
    private final int minVisits;
    private final FaceFinder finder;
    private final Clock clock;
    private final Progress progress;
    private final Map<String, Integer> leftOutPeople = new TreeMap<>();
    private final Map<String, Integer> leftOutPictures = new TreeMap<>();
    private int done;

    /** Is told how many pictures of how many are done. */
    public interface Progress {
        void show(int done, int total);
    }

    /**
     * From these sources.
     *
     * @param facebank a folder {@code PERSON/*.jpg}, or a facebank file
     * @param pictures the folder that a facebank file was made of; null for a folder
     * @param events a file of events, a line each
     * @param listed people of whom the facebank does not state that they have consented, but who have
     * @param minVisits people who were seen less often are left out
     */
    public ConsentedSet(
            Path facebank,
            @Nullable Path pictures,
            Path events,
            ConsentList listed,
            int minVisits,
            FaceFinder finder,
            Clock clock,
            Progress progress) {
        if (minVisits < 0) {
            throw new TrainingException("min-visits: " + minVisits + " (expected: at least 0)");
        }
        this.facebank = facebank;
        this.pictures = pictures;
        this.events = events;
        this.listed = listed;
        this.minVisits = minVisits;
        this.finder = finder;
        this.clock = clock;
        this.progress = progress;
    }

    /** Somebody whose pictures may be used. */
    private record Admitted(Enrolled person, String consent, String consentFrom, Sighting seen) {}

    /**
     * Writes the set.
     *
     * @throws TrainingException if the place is taken, nobody has consented, or no picture could be used; nothing is written then
     */
    public Manifest write(Path out) throws IOException {
        if (Files.exists(out)) {
            throw new TrainingException(out + ": exists already (expected: a new place)");
        }
        List<Enrolled> enrolled = Enrolled.of(facebank, pictures, clock);
        List<Admitted> admitted = admitted(enrolled, Sightings.read(events));
        Path parent = java.util.Objects.requireNonNull(out.toAbsolutePath().getParent(), "a folder has a parent");
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, "." + out.getFileName());
        try {
            Manifest manifest = written(admitted, unfinished);
            requireEveryPictureOnce(enrolled, manifest);
            manifest.write(unfinished);
            Files.move(unfinished, out, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } finally {
            delete(unfinished);
        }
    }

    private List<Admitted> admitted(List<Enrolled> enrolled, Sightings sightings) {
        List<Admitted> admitted = new ArrayList<>();
        boolean anybody = false;
        for (Enrolled person : enrolled) {
            boolean isListed = listed.people().contains(person.personId());
            boolean stated = statesConsent(person.consent());
            boolean consented = isListed || stated;
            Sighting seen = sightings.byPerson().getOrDefault(person.personId(), new Sighting(0, ""));
            anybody |= consented;
            if (person.refusal().isPresent()) {
                leaveOut(person, "may not be enrolled");
            } else if (!consented) {
                leaveOut(person, "no consent");
            } else if (sightings.erased().contains(person.personId())) {
                leaveOut(person, "erased");
            } else if (person.ignored()) {
                leaveOut(person, "ignored");
            } else if (seen.visits() < minVisits) {
                leaveOut(person, "not seen often enough");
            } else if (stated) {
                admitted.add(new Admitted(person, person.consent(), "facebank", seen));
            } else {
                admitted.add(new Admitted(person, "listed", listed.origin(), seen));
            }
        }
        if (admitted.isEmpty()) {
            throw new TrainingException(
                    anybody
                            ? "nobody's pictures may be used: " + leftOutPeople
                                    + " (expected: somebody who has consented" + " and was seen " + minVisits
                                    + " times)"
                            : "consent: of nobody in " + facebank + " (expected: consent in PERSON/person.json, or"
                                    + " --consent with a list of people)");
        }
        return admitted;
    }

    /** A text such as {@code no}, which YAML gives for the bare word, states the opposite. */
    private static boolean statesConsent(String consent) {
        String text = consent.strip().toLowerCase(Locale.ROOT);
        return !text.isEmpty() && !DENIALS.contains(text);
    }

    private void leaveOut(Enrolled person, String reason) {
        leftOutPeople.merge(reason, 1, Integer::sum);
        if (!person.pictures().isEmpty()) {
            leftOutPictures.merge("of people: " + reason, person.pictures().size(), Integer::sum);
        }
    }

    private Manifest written(List<Admitted> admitted, Path folder) throws IOException {
        int total = admitted.stream()
                .mapToInt(each -> each.person().pictures().size())
                .sum();
        double visits = admitted.stream()
                .mapToInt(each -> each.seen().visits())
                .average()
                .orElse(0);
        List<Person> people = new ArrayList<>();
        for (Admitted each : admitted) {
            List<Crop> crops = crops(each.person(), folder, total);
            if (crops.isEmpty()) {
                leftOutPeople.merge("no usable picture", 1, Integer::sum);
            } else {
                people.add(new Person(
                        each.person().personId(),
                        each.consent(),
                        each.consentFrom(),
                        each.seen().visits(),
                        each.seen().lastSeenAt(),
                        visits == 0 ? 1 : each.seen().visits() / visits,
                        crops));
            }
        }
        if (people.isEmpty()) {
            throw new TrainingException(
                    "none of " + total + " pictures can be used: " + leftOutPictures + " (expected: a face in each)");
        }
        return new Manifest(
                Manifest.SCHEMA_VERSION,
                clock.instant().toString(),
                String.valueOf(facebank.getFileName()),
                String.valueOf(events.getFileName()),
                people,
                leftOutPeople,
                leftOutPictures);
    }

    private List<Crop> crops(Enrolled person, Path folder, int total) throws IOException {
        List<Crop> crops = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (EnrolledPicture picture : person.pictures()) {
            String source = String.valueOf(picture.file().getFileName());
            try (InputStream in = Files.newInputStream(picture.file())) {
                byte[] bytes = in.readNBytes(PictureReader.MAX_BYTES + 1);
                String sha256 = sha256(bytes);
                if (!picture.sha256().orElse(sha256).equals(sha256)) {
                    leftOutPictures.merge("changed since enrolment", 1, Integer::sum);
                } else {
                    byte[] crop = crop(bytes, source);
                    String file = person.personId() + "/" + name(source, names) + ".png";
                    Path path = folder.resolve(file);
                    Files.createDirectories(folder.resolve(person.personId()));
                    Files.write(path, crop);
                    crops.add(new Crop(
                            file, sha256(crop), source, sha256, clock.instant().toString()));
                }
            } catch (UnreadablePictureException e) {
                leftOutPictures.merge("no face, or no picture", 1, Integer::sum);
            } catch (IOException e) {
                if (Files.isReadable(picture.file())) {
                    throw e;
                }
                leftOutPictures.merge("missing", 1, Integer::sum);
            }
            progress.show(++done, total);
        }
        return crops;
    }

    private byte[] crop(byte[] coded, String name) throws UnreadablePictureException {
        try (Picture picture = Pixels.decode(coded, name);
                Picture crop = Pixels.picture(finder.crop(picture), Face.CROP_SIDE)) {
            return Png.encode(crop);
        }
    }

    /** Another one for each picture of a person, also where upper and lower case are the same. */
    private static String name(String source, Set<String> used) {
        int dot = source.lastIndexOf('.');
        String plain = dot > 0 ? source.substring(0, dot) : source;
        String name = plain;
        for (int i = 2; !used.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = plain + "-" + i;
        }
        return name;
    }

    /** That a picture is neither lost nor counted twice is part of what the manifest promises. */
    private void requireEveryPictureOnce(List<Enrolled> enrolled, Manifest manifest) {
        int all = enrolled.stream().mapToInt(person -> person.pictures().size()).sum();
        int leftOut =
                leftOutPictures.values().stream().mapToInt(Integer::intValue).sum();
        int everybody = manifest.people().size()
                + leftOutPeople.values().stream().mapToInt(Integer::intValue).sum();
        if (manifest.pictures() + leftOut != all || everybody != enrolled.size()) {
            throw new IllegalStateException("pictures: " + manifest.pictures() + " written and " + leftOut
                    + " left out, people: " + everybody + " (expected: " + all + " and " + enrolled.size() + ")");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
