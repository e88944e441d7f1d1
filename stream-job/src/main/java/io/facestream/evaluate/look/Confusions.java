package io.facestream.evaluate.look;

import io.facestream.vision.plot.HeatMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Who is taken for whom when each vector is given the name of the nearest other one.
 *
 * @param counts a row the person shown, a column the person named
 * @param asked how many vectors there are of people with at least two
 * @param right how many of them got the right name
 */
record Confusions(List<String> names, int[][] counts, int asked, int right) {
    private static final int MOST_SHOWN = 30;

    static Confusions of(LabelledVectors labelled) {
        float[][] unit = AllPairs.normalisedByRow(labelled.vectors());
        int[] labels = labelled.labels();
        int[] own = new int[labelled.names().size()];
        for (int label : labels) {
            own[label]++;
        }
        int[] named = new int[labels.length];
        IntStream.range(0, labels.length).parallel().forEach(i -> named[i] = labels[nearest(unit, i)]);
        int[][] counts = new int[own.length][own.length];
        int asked = 0;
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            if (own[labels[i]] > 1) {
                counts[labels[i]][named[i]]++;
                asked++;
                right += named[i] == labels[i] ? 1 : 0;
            }
        }
        return new Confusions(labelled.names(), counts, asked, right);
    }

    private static int nearest(float[][] unit, int i) {
        int nearest = i == 0 ? 1 : 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < unit.length; j++) {
            if (j != i) {
                double dot = 0;
                for (int k = 0; k < unit[i].length; k++) {
                    dot += unit[i][k] * unit[j][k];
                }
                if (dot > best) {
                    best = dot;
                    nearest = j;
                }
            }
        }
        return nearest;
    }

    /** The people with most mistakes, their own and those of others that fell on them; empty if there is no mistake. */
    Optional<HeatMap> map() {
        List<Integer> shown = new ArrayList<>(IntStream.range(0, names.size())
                .boxed()
                .filter(person -> mistakes(person) > 0)
                .sorted(Comparator.comparingInt((Integer person) -> -mistakes(person))
                        .thenComparingInt(
                                person -> -IntStream.of(counts[person]).sum())
                        .thenComparing(person -> person))
                .limit(MOST_SHOWN)
                .toList());
        shown.sort(Comparator.naturalOrder());
        if (shown.size() < 2) {
            return Optional.empty();
        }
        double[][] values = new double[shown.size()][shown.size()];
        for (int row = 0; row < shown.size(); row++) {
            int all = IntStream.of(counts[shown.get(row)]).sum();
            for (int column = 0; column < shown.size(); column++) {
                int count = counts[shown.get(row)][shown.get(column)];
                values[row][column] = all == 0 || count == 0 ? Double.NaN : (double) count / all;
            }
        }
        List<String> shownNames = shown.stream().map(names::get).toList();
        String title = "Shown (row) and named (column), %";
        return Optional.of(new HeatMap(
                title, shownNames, shownNames, values, 0, 1, share -> Long.toString(Math.round(100 * share))));
    }

    private int mistakes(int person) {
        int mistakes = 0;
        for (int other = 0; other < names.size(); other++) {
            if (other != person) {
                mistakes += counts[person][other] + counts[other][person];
            }
        }
        return mistakes;
    }
}
