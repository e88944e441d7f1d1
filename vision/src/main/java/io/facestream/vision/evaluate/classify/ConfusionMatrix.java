package io.facestream.vision.evaluate.classify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How often each class was taken for each. Cells that are zero are not kept. One thread. */
public final class ConfusionMatrix {
    /**
     * One cell.
     *
     * @param truth place of the class that was shown
     * @param said place of the class that was answered
     */
    public record Cell(int truth, int said, int count) {}

    private final List<String> classes;
    private final Map<Integer, Map<Integer, Integer>> rows = new TreeMap<>();
    private int right;
    private int all;

    /** An empty one over classes. */
    public ConfusionMatrix(List<String> classes) {
        this.classes = List.copyOf(classes);
    }

    /** Counts one answer. */
    public void add(int truth, int said) {
        rows.computeIfAbsent(truth, row -> new TreeMap<>()).merge(said, 1, Integer::sum);
        right += truth == said ? 1 : 0;
        all++;
    }

    /** Names of the classes, by their places. */
    public List<String> classes() {
        return classes;
    }

    /** Answers that were right. */
    public int right() {
        return right;
    }

    /** All answers. */
    public int all() {
        return all;
    }

    /** Share of right answers; 0 without any. */
    public double accuracy() {
        return all == 0 ? 0 : (double) right / all;
    }

    /** Mean over the shown classes of the share of their right answers: a class of many pictures weighs no more than one of few. */
    public double balancedAccuracy() {
        return rows.keySet().stream()
                .mapToDouble(truth -> (double) count(truth, truth) / shown(truth))
                .average()
                .orElse(0);
    }

    /** How often a class was taken for another, or for itself. */
    public int count(int truth, int said) {
        return rows.getOrDefault(truth, Map.of()).getOrDefault(said, 0);
    }

    /** How often a class was shown. */
    public int shown(int truth) {
        return rows.getOrDefault(truth, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** The classes that were shown or answered, ascending. */
    public List<Integer> used() {
        return Stream.concat(rows.keySet().stream(), rows.values().stream().flatMap(row -> row.keySet().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    /** The cells that are not zero, by class shown and class answered. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        rows.forEach((truth, row) -> row.forEach((said, count) -> cells.add(new Cell(truth, said, count))));
        return cells;
    }

    /** The wrong answers, the most frequent ones first. */
    public List<Cell> wrong() {
        return cells().stream()
                .filter(cell -> cell.truth() != cell.said())
                .sorted(Comparator.comparingInt(Cell::count).reversed())
                .toList();
    }
}
