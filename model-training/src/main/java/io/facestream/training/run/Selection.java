package io.facestream.training.run;

import io.facestream.training.TrainingException;
import io.facestream.training.data.PictureSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Some people of a set of pictures.
 *
 * @param set where the pictures are
 * @param people names, in the order of their numbers
 * @param pictures indices into the set, person by person
 * @param labels the person of each, an index into {@code people}
 */
public record Selection(PictureSet set, List<String> people, int[] pictures, int[] labels) {
    /** How many people were left out, and why; in words. */
    record Chosen(Selection selection, List<String> leftOut) {}

    /**
     * Those that a configuration names.
     *
     * @param maxPeople the most pictured ones, so many; 0 for all
     */
    static Chosen of(PictureSet set, TrainingConfig.People wanted, int maxPeople) {
        List<List<Integer>> byPerson = byPerson(set);
        Optional<Set<String>> only = wanted.only().map(Selection::names);
        Set<String> except = wanted.except().map(Selection::names).orElse(Set.of());
        List<Integer> chosen = new ArrayList<>();
        int few = 0;
        int unwanted = 0;
        for (int person = 0; person < byPerson.size(); person++) {
            String name = set.classes().get(person);
            if (except.contains(name)
                    || only.map(names -> !names.contains(name)).orElse(false)) {
                unwanted++;
            } else if (byPerson.get(person).size() < wanted.minPictures()) {
                few++;
            } else {
                chosen.add(person);
            }
        }
        List<String> leftOut = new ArrayList<>();
        tell(leftOut, unwanted, "by data.only and data.except");
        tell(leftOut, few, "with fewer than " + wanted.minPictures() + " pictures");
        if (maxPeople > 0 && chosen.size() > maxPeople) {
            tell(leftOut, chosen.size() - maxPeople, "beyond the " + maxPeople + " with the most pictures");
            chosen.sort(Comparator.comparing(
                            (Integer person) -> -byPerson.get(person).size())
                    .thenComparing(person -> person));
            chosen = new ArrayList<>(chosen.subList(0, maxPeople));
            Collections.sort(chosen);
        }
        return new Chosen(of(set, chosen, byPerson, Integer.MAX_VALUE), leftOut);
    }

    private static void tell(List<String> leftOut, int people, String why) {
        if (people > 0) {
            leftOut.add(people + " people " + why);
        }
    }

    private static List<List<Integer>> byPerson(PictureSet set) {
        List<List<Integer>> byPerson = new ArrayList<>();
        set.classes().forEach(name -> byPerson.add(new ArrayList<>()));
        for (int i = 0; i < set.size(); i++) {
            byPerson.get(set.label(i)).add(i);
        }
        return byPerson;
    }

    private static Selection of(PictureSet set, List<Integer> people, List<List<Integer>> byPerson, int most) {
        List<String> names = new ArrayList<>();
        List<Integer> pictures = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int person : people) {
            List<Integer> own = byPerson.get(person);
            for (int picture : own.subList(0, Math.min(own.size(), most))) {
                pictures.add(picture);
                labels.add(names.size());
            }
            names.add(set.classes().get(person));
        }
        return new Selection(set, names, ints(pictures), ints(labels));
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Names of a file, one a line; of a table with tabs, its first column. */
    private static Set<String> names(Path file) {
        Set<String> names = new HashSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    names.add(line.split("\t", 2)[0].strip());
                }
            }
        } catch (IOException e) {
            throw new TrainingException(file + ": no names can be read there (" + e.getMessage() + ")", e);
        }
        return names;
    }

    int size() {
        return pictures.length;
    }

    /** Divides the people: a share of them, drawn by the seed, and the rest. */
    Selection[] split(double share, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        int count = (int) Math.round(share * people.size());
        return new Selection[] {take(order.subList(0, count)), take(order.subList(count, order.size()))};
    }

    /** At most so many people, drawn by the seed, and pictures of each, the first. */
    Selection limited(int maxPeople, int maxPictures, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            order.add(i);
        }
        if (order.size() > maxPeople) {
            Collections.shuffle(order, new Random(seed));
        }
        return take(order.subList(0, Math.min(maxPeople, order.size()))).firstOfEach(maxPictures);
    }

    private Selection firstOfEach(int maxPictures) {
        List<Integer> kept = new ArrayList<>();
        List<Integer> keptLabels = new ArrayList<>();
        int[] counts = new int[people.size()];
        for (int i = 0; i < pictures.length; i++) {
            if (counts[labels[i]]++ < maxPictures) {
                kept.add(pictures[i]);
                keptLabels.add(labels[i]);
            }
        }
        return new Selection(set, people, ints(kept), ints(keptLabels));
    }

    private Selection take(List<Integer> chosen) {
        List<Integer> ordered = chosen.stream().sorted().toList();
        List<String> names = ordered.stream().map(people::get).toList();
        int[] number = new int[people.size()];
        java.util.Arrays.fill(number, -1);
        for (int i = 0; i < ordered.size(); i++) {
            number[ordered.get(i)] = i;
        }
        List<Integer> own = new ArrayList<>();
        List<Integer> ownLabels = new ArrayList<>();
        for (int i = 0; i < pictures.length; i++) {
            if (number[labels[i]] >= 0) {
                own.add(pictures[i]);
                ownLabels.add(number[labels[i]]);
            }
        }
        return new Selection(set, names, ints(own), ints(ownLabels));
    }
}
