package io.facestream.training.data.prepare;

import io.facestream.training.data.CodedPictures;
import io.facestream.training.data.Pixels;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.picture.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * What a set of pictures holds.
 *
 * @param picturesAPerson ordered, least first
 * @param read how many pictures were looked at, spread evenly over the set
 * @param sizes of those, as {@code 112 x 112}, the most frequent first
 * @param grey of those, without colours
 * @param unreadable of those, with reasons
 * @param problems parts that are not even pictures
 */
public record Inspection(
        String kind,
        int pictures,
        int people,
        int[] picturesAPerson,
        int read,
        Map<String, Integer> sizes,
        int grey,
        List<String> unreadable,
        List<String> problems) {
    private static final int[] BOUNDS = {1, 2, 5, 10, 20, 50, 100, 200, 500, Integer.MAX_VALUE};

    /**
     * Looks at a set.
     *
     * @param most pictures that are read
     * @param progress is told how many were
     */
    public static Inspection of(CodedPictures set, int most, IntConsumer progress) {
        int[] counts = new int[set.classes().size()];
        for (int i = 0; i < set.size(); i++) {
            counts[set.label(i)]++;
        }
        Arrays.sort(counts);
        int read = Math.min(most, set.size());
        Map<String, Integer> sizes = new TreeMap<>();
        List<String> unreadable = new ArrayList<>();
        int grey = 0;
        for (int i = 0; i < read; i++) {
            int index = (int) ((long) i * set.size() / read);
            try (Picture picture = Pixels.decode(set.coded(index), set.name(index))) {
                sizes.merge(picture.width() + " x " + picture.height(), 1, Integer::sum);
                grey += Pixels.isGrey(picture) ? 1 : 0;
            } catch (UnreadablePictureException e) {
                unreadable.add(String.valueOf(e.getMessage()));
            }
            progress.accept(i + 1);
        }
        return new Inspection(
                set.kind(),
                set.size(),
                counts.length,
                counts,
                read,
                byFrequency(sizes),
                grey,
                List.copyOf(unreadable),
                set.problems());
    }

    private static Map<String, Integer> byFrequency(Map<String, Integer> sizes) {
        return sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    /** How many people have how many pictures, by ranges such as {@code 5-9}; ranges that nobody is in are left out. */
    public Map<String, Integer> histogram() {
        Map<String, Integer> histogram = new LinkedHashMap<>();
        for (int i = 0; i + 1 < BOUNDS.length; i++) {
            int from = BOUNDS[i];
            int to = BOUNDS[i + 1];
            int people = (int) Arrays.stream(picturesAPerson)
                    .filter(count -> count >= from && count < to)
                    .count();
            if (people > 0) {
                String range =
                        to == Integer.MAX_VALUE ? from + "+" : to - from == 1 ? "" + from : from + "-" + (to - 1);
                histogram.put(range, people);
            }
        }
        return histogram;
    }
}
