package io.facestream.training.data.consent;

import java.util.Map;
import java.util.TreeMap;

/** Counts people and pictures that are not in a set, by reason. One thread. */
final class LeftOut {
    private final Map<String, Integer> people = new TreeMap<>();
    private final Map<String, Integer> pictures = new TreeMap<>();

    void person(String reason) {
        people.merge(reason, 1, Integer::sum);
    }

    void pictures(String reason, int count) {
        if (count > 0) {
            pictures.merge(reason, count, Integer::sum);
        }
    }

    Map<String, Integer> people() {
        return people;
    }

    Map<String, Integer> pictures() {
        return pictures;
    }

    /** Whether there is no other reason for which people were left out. */
    boolean everybodyFor(String reason) {
        return people.keySet().stream().allMatch(reason::equals);
    }

    int sumOfPeople() {
        return people.values().stream().mapToInt(Integer::intValue).sum();
    }

    int sumOfPictures() {
        return pictures.values().stream().mapToInt(Integer::intValue).sum();
    }
}
