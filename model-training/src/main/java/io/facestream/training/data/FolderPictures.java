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
    private final List<String> files;
    private final LabelTable people;

    private FolderPictures(Path folder, List<String> files, LabelTable people) {
        this.folder = folder;
        this.files = files;
        this.people = people;
    }

    static FolderPictures open(Path folder) {
        List<String> files = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        for (String person : names(folder)) {
            if (Files.isDirectory(folder.resolve(person))) {
                for (String file : names(folder.resolve(person))) {
                    if (isPicture(file)) {
                        files.add(file);
                        owners.add(person);
                    }
                }
            }
        }
        if (files.isEmpty()) {
            throw new TrainingException(folder + ": no pictures of people (expected: " + LAYOUT + " in it)");
        }
        return new FolderPictures(folder, files, LabelTable.of(owners));
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
        return bytes(folder.resolve(name(index)), name(index));
    }

    @Override
    public LabelTable people() {
        return people;
    }

    @Override
    public String kind() {
        return "folder of pictures";
    }

    @Override
    public String name(int index) {
        return people.classes().get(label(index)) + "/" + files.get(index);
    }

    @Override
    public void close() {
        // nothing is open between two reads
    }
}
