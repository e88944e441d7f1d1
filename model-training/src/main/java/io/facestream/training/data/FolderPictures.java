package io.facestream.training.data;

import io.facestream.training.TrainingException;
import io.facestream.vision.picture.PictureReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with a folder of pictures for each person. People and pictures are numbered in the order of their names, whatever the order in
 * which the file system lists them. Hidden files and those that are called no picture are passed over.
 */
final class FolderPictures implements CodedPictures {
    static final String LAYOUT = "PERSON/*.jpg, .png, .pgm, .bmp or .webp";

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "pgm", "ppm", "pnm", "bmp", "webp");

    private final Path folder;
    private final List<String> people;
    private final List<String> files;
    private final int[] labels;

    private FolderPictures(Path folder, List<String> people, List<String> files, int[] labels) {
        this.folder = folder;
        this.people = people;
        this.files = files;
        this.labels = labels;
    }

    static FolderPictures open(Path folder) {
        List<String> people = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (String person : names(folder)) {
            if (Files.isDirectory(folder.resolve(person))) {
                int before = files.size();
                names(folder.resolve(person)).stream()
                        .filter(FolderPictures::isPicture)
                        .forEach(files::add);
                if (files.size() > before) {
                    people.add(person);
                    counts.add(files.size() - before);
                }
            }
        }
        if (files.isEmpty()) {
            throw new TrainingException(folder + ": no pictures of people (expected: " + LAYOUT + " in it)");
        }
        int[] labels = new int[files.size()];
        int at = 0;
        for (int person = 0; person < counts.size(); person++) {
            for (int i = 0; i < counts.get(person); i++) {
                labels[at++] = person;
            }
        }
        return new FolderPictures(folder, List.copyOf(people), files, labels);
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new TrainingException(folder + ": " + e + " (expected: a readable folder)", e);
        }
    }

    /** Whether a file is called a picture. */
    static boolean isPicture(String name) {
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** The bytes of a picture's file.
     *
     * @param name stands in the message if they cannot be read
     */
    static byte[] bytes(Path file, String name) throws UnreadablePictureException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(PictureReader.MAX_BYTES + 1);
        } catch (IOException e) {
            String what = e.getClass().getSimpleName();
            throw new UnreadablePictureException(name + ": " + what + " (expected: a readable file)", e);
        }
    }

    @Override
    public byte[] coded(int index) throws UnreadablePictureException {
        return bytes(folder.resolve(people.get(labels[index])).resolve(files.get(index)), name(index));
    }

    @Override
    public String kind() {
        return "folder of pictures";
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public List<String> classes() {
        return people;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public String name(int index) {
        return people.get(labels[index]) + "/" + files.get(index);
    }

    @Override
    public void close() {
        // nothing is open between two reads
    }
}
