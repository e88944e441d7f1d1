package io.facestream.vision.plot.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An order in which what is alike lies side by side: groups are joined from the most alike down (average linkage), each time with those
 * ends together that are most alike.
 */
public final class LeafOrder {
    private LeafOrder() {}

    /**
     * Orders the rows of a matrix.
     *
     * @param likeness symmetric, the higher the more alike; the diagonal is not read
     * @return the number of each row, in the new order; the work grows with the cube of the rows
     */
    public static int[] of(double[][] likeness) {
        List<List<Integer>> groups = new ArrayList<>();
        List<double[]> between = new ArrayList<>();
        for (int i = 0; i < likeness.length; i++) {
            groups.add(new ArrayList<>(List.of(i)));
            between.add(likeness[i].clone());
        }
        boolean[] gone = new boolean[likeness.length];
        for (int joined = 1; joined < likeness.length; joined++) {
            int[] pair = mostAlike(between, gone);
            join(groups, between, gone, pair[0], pair[1], likeness);
        }
        return groups.isEmpty()
                ? new int[0]
                : groups.get(0).stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] mostAlike(List<double[]> between, boolean[] gone) {
        int[] best = {-1, -1};
        for (int i = 0; i < gone.length; i++) {
            for (int j = i + 1; j < gone.length && !gone[i]; j++) {
                if (!gone[j] && (best[0] < 0 || between.get(i)[j] > between.get(best[0])[best[1]])) {
                    best = new int[] {i, j};
                }
            }
        }
        return best;
    }

    /** The first takes the second in, so that the last that is left is the row 0. */
    private static void join(
            List<List<Integer>> groups, List<double[]> between, boolean[] gone, int a, int b, double[][] likeness) {
        List<Integer> first = groups.get(a);
        List<Integer> second = groups.get(b);
        int sizeA = first.size();
        int sizeB = second.size();
        for (int other = 0; other < gone.length; other++) {
            if (!gone[other] && other != a && other != b) {
                double mean = (sizeA * between.get(a)[other] + sizeB * between.get(b)[other]) / (sizeA + sizeB);
                between.get(a)[other] = mean;
                between.get(other)[a] = mean;
            }
        }
        gone[b] = true;
        turn(first, second, likeness);
        first.addAll(second);
    }

    /** So that the end of the first is like the beginning of the second. */
    private static void turn(List<Integer> first, List<Integer> second, double[][] likeness) {
        int beginA = first.get(0);
        int endA = first.get(first.size() - 1);
        int beginB = second.get(0);
        int endB = second.get(second.size() - 1);
        double best = Math.max(
                Math.max(likeness[endA][beginB], likeness[endA][endB]),
                Math.max(likeness[beginA][beginB], likeness[beginA][endB]));
        boolean turnFirst = Math.max(likeness[endA][beginB], likeness[endA][endB]) < best;
        if (turnFirst) {
            Collections.reverse(first);
        }
        int end = first.get(first.size() - 1);
        if (likeness[end][beginB] < likeness[end][endB]) {
            Collections.reverse(second);
        }
    }
}
