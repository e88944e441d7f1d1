package io.facestream.training.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What several things took that were done in turns.
 *
 * @param turns of each by its name, as many for one as for another
 */
record Turns(Map<String, List<Spent>> turns) {
    /** Does each of them once, so many rounds. */
    static Turns of(Map<String, Runnable> work, int rounds) {
        Map<String, List<Spent>> turns = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            work.forEach((name, part) ->
                    turns.computeIfAbsent(name, key -> new ArrayList<>()).add(Spent.of(part)));
        }
        return new Turns(turns);
    }

    double cpuSeconds(String name) {
        return median(name, Spent::cpuSeconds);
    }

    double wallSeconds(String name) {
        return median(name, Spent::wallSeconds);
    }

    private double median(String name, ToDoubleFunction<Spent> part) {
        return Spent.median(of(name).stream().map(part::applyAsDouble).toList());
    }

    /** How many times cheaper {@code name} is than {@code yardstick}: the median over the rounds, each of which did both. */
    double gain(String name, String yardstick, ToDoubleFunction<Spent> part) {
        return Spent.median(gains(name, yardstick, part));
    }

    List<Double> gains(String name, String yardstick, ToDoubleFunction<Spent> part) {
        List<Double> gains = new ArrayList<>();
        for (int i = 0; i < of(name).size(); i++) {
            gains.add(part.applyAsDouble(of(yardstick).get(i)) / part.applyAsDouble(of(name).get(i)));
        }
        return gains;
    }

    private List<Spent> of(String name) {
        return turns.getOrDefault(name, List.of());
    }
}
