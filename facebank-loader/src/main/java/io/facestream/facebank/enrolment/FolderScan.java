package io.facestream.facebank.enrolment;

import io.facestream.facebank.FacebankException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What lies in a facebank's folder, told by names and attributes alone. Hidden files are ignored, links that lead out of the folder
 * are refused, everything else in a person's folder is either a picture, the person's data, or refused.
 *
 * @param people ordered by id
 * @param refused what cannot be enrolled, whatever it holds
 */
record FolderScan(List<PersonFolder> people, List<PictureResult> refused) {
    static final int LONGEST_PERSON_ID = 128;

    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "webp");
    private static final Set<String> PERSON_DATA = Set.of("person.json", "person.yaml", "person.yml");

    static FolderScan of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new FacebankException(
                    "facebank: " + folder + " (expected: a folder PERSON/*.jpg|png|webp or a facebank file)");
        }
        try {
            return new Scanner(folder.toRealPath()).scan();
        } catch (IOException | UncheckedIOException e) {
            throw new FacebankException("facebank: " + folder + ": " + e + " (expected: a readable folder)", e);
        }
    }

    /** Pictures of all people. */
    List<ScannedFile> pictures() {
        return people.stream().flatMap(person -> person.pictures().stream()).toList();
    }

    /**
     * Something in a folder.
     *
     * @param path without symbolic links
     * @param leadsOut whether it is a link to nowhere or out of the facebank's folder
     */
    private record Entry(String name, Path path, BasicFileAttributes attributes, boolean leadsOut) {}

    private static final class Scanner {
        private static final String LEADS_OUT =
                "a link that leads nowhere or out of the facebank's folder (expected: a file or folder in it)";

        private final Path root;
        private final List<PersonFolder> people = new ArrayList<>();
        private final List<PictureResult> refused = new ArrayList<>();

        Scanner(Path root) {
            this.root = root;
        }

        FolderScan scan() throws IOException {
            for (Entry entry : entries(root)) {
                if (entry.leadsOut()) {
                    refuse("", entry.name(), PictureVerdict.OUTSIDE_FOLDER, LEADS_OUT);
                } else if (entry.attributes().isDirectory()) {
                    person(entry.name(), entry.path());
                } else if (isPicture(entry.name())) {
                    String detail = "a loose file (expected: PERSON/" + entry.name() + ")";
                    refuse("", entry.name(), PictureVerdict.NOT_IN_A_PERSONS_FOLDER, detail);
                }
            }
            people.sort(Comparator.comparing(PersonFolder::personId));
            return new FolderScan(List.copyOf(people), List.copyOf(refused));
        }

        private void person(String personId, Path folder) throws IOException {
            List<ScannedFile> pictures = new ArrayList<>();
            List<ScannedFile> data = new ArrayList<>();
            for (Entry entry : entries(folder)) {
                file(personId, entry).ifPresent(file -> (isPersonData(file.name()) ? data : pictures).add(file));
            }
            Optional<String> fault = faultOf(personId);
            if (fault.isPresent()) {
                for (ScannedFile picture : pictures) {
                    refuse(personId, picture.name(), PictureVerdict.PERSON_NAME, fault.get());
                }
            } else {
                people.add(new PersonFolder(personId, List.copyOf(pictures), List.copyOf(data)));
            }
        }

        private Optional<String> faultOf(String personId) {
            if (personId.length() > LONGEST_PERSON_ID) {
                return Optional.of(personId.length() + " characters (expected: at most " + LONGEST_PERSON_ID
                        + " in a folder's name)");
            }
            if (personId.codePoints().anyMatch(Character::isISOControl)) {
                return Optional.of("control characters (expected: a folder's name without any)");
            }
            if (personId.indexOf('\\') >= 0) {
                return Optional.of(
                        "a \\ (expected: a folder's name without one, because it is part of paths elsewhere)");
            }
            if (people.stream().anyMatch(person -> person.personId().equals(personId))) {
                return Optional.of("two folders of this name, coded differently (expected: one)");
            }
            return Optional.empty();
        }

        private Optional<ScannedFile> file(String personId, Entry entry) {
            String name = entry.name();
            if (entry.leadsOut()) {
                return refuse(personId, name, PictureVerdict.OUTSIDE_FOLDER, LEADS_OUT);
            }
            if (entry.attributes().isDirectory()) {
                String detail = "a folder (expected: pictures right in the person's folder)";
                return refuse(personId, name, PictureVerdict.UNSUPPORTED, detail);
            }
            if (!entry.attributes().isRegularFile()) {
                String detail = "a device or pipe (expected: a regular file)";
                return refuse(personId, name, PictureVerdict.UNSUPPORTED, detail);
            }
            if (!isPicture(name) && !isPersonData(name)) {
                return refuse(personId, name, PictureVerdict.UNSUPPORTED, hint(name));
            }
            return Optional.of(new ScannedFile(name, entry.path(), FileStamp.of(entry.attributes())));
        }

        private Optional<ScannedFile> refuse(String personId, String name, PictureVerdict verdict, String detail) {
            refused.add(new PictureResult(personId, name, verdict, detail));
            return Optional.empty();
        }

        /** What is visible in a folder, by name. One look at each: a watched folder is scanned several times a second. */
        private List<Entry> entries(Path folder) throws IOException {
            List<Entry> entries = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                for (Path path : stream) {
                    String name = Normalizer.normalize(String.valueOf(path.getFileName()), Normalizer.Form.NFC);
                    if (!name.startsWith(".")) {
                        entry(name, path).ifPresent(entries::add);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            } catch (NoSuchFileException e) {
                return List.of(); // gone since its own folder was listed
            }
            entries.sort(Comparator.comparing(Entry::name));
            return entries;
        }

        private Optional<Entry> entry(String name, Path path) throws IOException {
            BasicFileAttributes attributes;
            try {
                attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                return Optional.empty(); // gone since the folder was listed
            }
            if (!attributes.isSymbolicLink()) {
                return Optional.of(new Entry(name, path, attributes, false));
            }
            try {
                Path real = path.toRealPath();
                BasicFileAttributes itself = Files.readAttributes(real, BasicFileAttributes.class);
                boolean leadsOut = !real.startsWith(root) || real.equals(root);
                return Optional.of(new Entry(name, real, itself, leadsOut));
            } catch (IOException e) {
                return Optional.of(new Entry(name, path, attributes, true)); // to nowhere, or round in a circle
            }
        }

        private static boolean isPicture(String name) {
            return PICTURES.contains(extension(name));
        }

        private static boolean isPersonData(String name) {
            return PERSON_DATA.contains(name.toLowerCase(Locale.ROOT));
        }

        private static String extension(String name) {
            return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }

        private static String hint(String name) {
            String kinds = "expected: .jpg, .jpeg, .png or .webp";
            return switch (extension(name)) {
                case "heic", "heif" -> "a HEIC picture (" + kinds + "; convert it: heif-convert " + name + " OUT.jpg)";
                case "gif", "bmp", "tif", "tiff", "avif", "pgm", "ppm", "jp2", "jxl" ->
                    "a picture of another kind (" + kinds + "; convert it)";
                default -> "no picture by its name (" + kinds + ")";
            };
        }
    }
}
