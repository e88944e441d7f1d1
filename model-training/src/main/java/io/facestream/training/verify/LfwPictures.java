package io.facestream.training.verify;

import io.facestream.training.TrainingException;
import io.facestream.training.data.PictureSet;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.evaluate.LfwPeople;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Aligned faces of LFW's people of some folds, {@code NAME/NAME_0001.jpg}, named so. Folds share no person: what learned from folds 0 to 7
 * is verified on fold 8.
 */
public final class LfwPictures implements PictureSet {
    private static final int SIDE = 112;

    private record Entry(Path file, int label) {}

    private final Path folder;
    private final List<String> classes;
    private final List<Entry> entries;

    private LfwPictures(Path folder, List<String> classes, List<Entry> entries) {
        this.folder = folder;
        this.classes = classes;
        this.entries = entries;
    }

    /**
     * Lists the people and their pictures.
     *
     * @param lfw has {@code people.tsv} and {@code aligned-112}
     * @param from first fold, 0 for people who are in no pair
     * @param to last fold
     * @param atLeast pictures that a person has to have
     * @throws TrainingException if that leaves nobody
     */
    public static LfwPictures read(Path lfw, int from, int to, int atLeast) throws IOException {
        Path folder = lfw.resolve("aligned-112");
        List<String> classes = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (LfwPeople.Person person : LfwPeople.read(lfw.resolve("people.tsv")).inFolds(from, to)) {
            List<Path> files = pictures(folder.resolve(person.name()));
            if (files.size() >= Math.max(1, atLeast)) {
                files.forEach(file -> entries.add(new Entry(file, classes.size())));
                classes.add(person.name());
            }
        }
        if (classes.isEmpty()) {
            throw new TrainingException(folder + ": nobody of the folds " + from + " to " + to + " with " + atLeast
                    + " pictures (expected: at least one person)");
        }
        return new LfwPictures(folder, List.copyOf(classes), List.copyOf(entries));
    }

    private static List<Path> pictures(Path person) throws IOException {
        if (!Files.isDirectory(person)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(person)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public byte[] read(int index) throws UnreadablePictureException {
        Path file = entries.get(index).file();
        try (Picture picture = PictureReader.read(file)) {
            if (picture.width() != SIDE || picture.height() != SIDE) {
                throw new UnreadablePictureException(
                        file + ": " + picture.width() + " x " + picture.height() + " (expected: 112 x 112)");
            }
            byte[] bgr = new byte[3 * SIDE * SIDE];
            picture.bytes().get(bgr);
            return bgr;
        } catch (PictureRefusedException e) {
            throw new UnreadablePictureException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return entries.get(index).label();
    }

    @Override
    public String name(int index) {
        return folder.relativize(entries.get(index).file()).toString().replace('\\', '/');
    }

    @Override
    public int side() {
        return SIDE;
    }

    @Override
    public void close() {}
}
