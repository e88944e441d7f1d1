package io.facestream.training.data;

import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pictures that a list names with the people in them: comma-separated values with the columns {@code Image} and {@code Label}, or lines of
 * path, tab and person. Paths are relative to the list's folder. People are numbered by name.
 */
final class ListedPictures implements CodedPictures {
    private final String kind;
    private final Path folder;
    private final List<String> files;
    private final LabelTable people;

    private ListedPictures(String kind, Path folder, List<String> files, LabelTable people) {
        this.kind = kind;
        this.folder = folder;
        this.files = files;
        this.people = people;
    }

    /** With a first row that says which columns hold what; further columns are passed over. */
    static ListedPictures openTable(Path path) {
        List<List<String>> rows = TableFile.rows(text(path), path.toString());
        List<String> header = rows.isEmpty()
                ? List.of()
                : rows.get(0).stream()
                        .map(name -> name.strip().replace("\ufeff", "").toLowerCase(Locale.ROOT))
                        .toList();
        int image = header.indexOf("image");
        int label = header.indexOf("label");
        if (image < 0 || label < 0) {
            throw new TrainingException(path + ": the columns " + String.join(",", header)
                    + " (expected: Image and Label among those of the first row)");
        }
        return of("table of pictures", path, rows.subList(1, rows.size()), image, label);
    }

    /** Lines of path and person, without a header. */
    static ListedPictures openLines(Path path) {
        List<List<String>> rows =
                text(path).lines().map(line -> List.of(line.split("\t", -1))).toList();
        return of("list of pictures", path, rows, 0, 1);
    }

    private static ListedPictures of(String kind, Path path, List<List<String>> rows, int image, int label) {
        List<String> files = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (List<String> row : rows) {
            if (row.size() == 1 && row.get(0).isBlank()) {
                continue;
            }
            if (row.size() <= Math.max(image, label)
                    || row.get(image).isBlank()
                    || row.get(label).isBlank()) {
                throw new TrainingException(
                        path + ": " + String.join(",", row) + " (expected: a picture and a person in each row)");
            }
            files.add(row.get(image).strip());
            names.add(row.get(label).strip());
        }
        if (files.isEmpty()) {
            throw new TrainingException(path + ": no rows (expected: a picture and a person in each)");
        }
        Path folder = java.util.Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file has a folder");
        return new ListedPictures(kind, folder, List.copyOf(files), LabelTable.of(names));
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (MalformedInputException e) {
            throw new TrainingException(path + ": no text (expected: a list of pictures in UTF-8)", e);
        } catch (IOException e) {
            throw new TrainingException(path + ": " + e + " (expected: a readable file)", e);
        }
    }

    @Override
    public byte[] coded(int index) throws UnreadablePictureException {
        try {
            return FolderPictures.bytes(folder.resolve(files.get(index)), name(index));
        } catch (InvalidPathException e) {
            throw new UnreadablePictureException(name(index) + ": no path", e);
        }
    }

    @Override
    public LabelTable people() {
        return people;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String name(int index) {
        return files.get(index);
    }

    @Override
    public void close() {
        // nothing is open between two reads
    }
}
