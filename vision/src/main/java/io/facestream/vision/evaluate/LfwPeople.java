package io.facestream.vision.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The people of LFW with the fold that each belongs to, one line {@code NAME<TAB>PICTURES<TAB>FOLD} a person; folds share no person, so that
 * a model may learn from some and be measured on others.
 */
public record LfwPeople(List<Person> people) {
    /** One person; fold 0 is in no pair. */
    public record Person(String name, int pictures, int fold) {}

    public LfwPeople {
        people = List.copyOf(people);
    }

    /**
     * Reads a file.
     *
     * @throws ProtocolRefusedException if a line is not as above
     */
    public static LfwPeople read(Path file) throws IOException {
        List<Person> people = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t");
            try {
                people.add(new Person(fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new ProtocolRefusedException(
                        file + ":" + (i + 1) + ": \"" + lines.get(i) + "\" (expected: NAME<TAB>PICTURES<TAB>FOLD)");
            }
        }
        return new LfwPeople(people);
    }

    /** The people of some folds, both ends included, in the file's order. */
    public List<Person> inFolds(int from, int to) {
        return people.stream()
                .filter(person -> person.fold() >= from && person.fold() <= to)
                .toList();
    }
}
