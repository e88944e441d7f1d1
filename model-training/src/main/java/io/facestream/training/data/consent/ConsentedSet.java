package io.facestream.training.data.consent;

import io.facestream.training.TrainingException;
import io.facestream.training.data.Pixels;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.training.data.consent.Admission.Admitted;
import io.facestream.training.data.consent.Enrolled.EnrolledPicture;
import io.facestream.training.data.consent.Manifest.Crop;
import io.facestream.training.data.consent.Manifest.Person;
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
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a training set of the pictures of people who have consented and were seen: aligned crops as {@code PERSON/*.png} with a manifest.
 * The folder is there complete or not at all. One use, one thread.
 */
public final class ConsentedSet {
    private final Path facebank;
    private final @Nullable Path pictures;
    private final Path events;
    private final ConsentList listed;
    private final int minVisits;
    private final FaceFinder finder;
    private final Clock clock;
    private final Progress progress;
    private final LeftOut leftOut = new LeftOut();
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
        Sightings sightings = Sightings.read(events);
        List<Admitted> admitted = new Admission(sightings, listed, minVisits).of(enrolled, leftOut);
        if (admitted.isEmpty()) {
            throw nobody();
        }
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

    private TrainingException nobody() {
        return new TrainingException(
                leftOut.everybodyFor(Admission.NO_CONSENT)
                        ? "consent: of nobody in " + facebank
                                + " (expected: consent in PERSON/person.json, or --consent with a list of people)"
                        : "nobody's pictures may be used: " + leftOut.people()
                                + " (expected: somebody who has consented and was seen " + minVisits + " times)");
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
                leftOut.person("no usable picture");
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
            throw new TrainingException("none of " + total + " pictures can be used: " + leftOut.pictures()
                    + " (expected: a face in each)");
        }
        return new Manifest(
                Manifest.SCHEMA_VERSION,
                clock.instant().toString(),
                String.valueOf(facebank.getFileName()),
                String.valueOf(events.getFileName()),
                people,
                leftOut.people(),
                leftOut.pictures());
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
                    leftOut.pictures("changed since enrolment", 1);
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
                leftOut.pictures("no face, or no picture", 1);
            } catch (IOException e) {
                if (Files.isReadable(picture.file())) {
                    throw e;
                }
                leftOut.pictures("missing", 1);
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
        int pictures = manifest.pictures() + leftOut.sumOfPictures();
        int people = manifest.people().size() + leftOut.sumOfPeople();
        if (pictures != all || people != enrolled.size()) {
            throw new IllegalStateException("accounted for: " + pictures + " pictures of " + people
                    + " people (expected: " + all + " of " + enrolled.size() + ")");
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
