package io.facestream.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Who is in each picture of a set; people are numbered from 0 whatever numbers a file gives them.
 *
 * @param classes names of the people in the order of their numbers
 * @param labels number of the person in each picture
 */
public record LabelTable(List<String> classes, int[] labels) {
    /**
     * For the number that a file gives the person of each picture.
     *
     * @param name of a file's number
     */
    static LabelTable of(long[] numbers, LongFunction<String> name) {
        long[] distinct = Arrays.stream(numbers).distinct().sorted().toArray();
        List<String> classes = new ArrayList<>(distinct.length);
        for (long number : distinct) {
            classes.add(name.apply(number));
        }
        int[] labels = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            labels[i] = Arrays.binarySearch(distinct, numbers[i]);
        }
        return new LabelTable(List.copyOf(classes), labels);
    }

    /** For the name that a file gives the person of each picture; people are numbered by name. */
    static LabelTable of(List<String> names) {
        List<String> classes = names.stream().distinct().sorted().toList();
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            numbers.put(classes.get(i), i);
        }
        return new LabelTable(
                classes,
                names.stream().mapToInt(name -> numbers.getOrDefault(name, 0)).toArray());
    }
}
