package io.facestream.training.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.training.net.Backbone;
import io.facestream.training.run.LoadedSteps;
import io.facestream.training.run.TrainingConfig;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Share of its time that a training waits for pictures, which one thread reads ahead of it.
 *
 * @param data what {@code data.train} takes
 * @param threads that compute a step together
 * @param steps that are measured, after a fifth as many that are not
 */
public record LoaderBench(String data, Backbone backbone, int threads, int steps) implements Measurement {
    private static final double GOAL = 0.05;

    public LoaderBench {
        StepBench.atLeast("threads", threads, 1);
        StepBench.atLeast("steps", steps, 1);
    }

    @Override
    public String name() {
        return "loader";
    }

    @Override
    public boolean measure(Consumer<String> terminal, ObjectNode figures) {
        TrainingConfig config = TrainingConfig.defaults(
                List.of("data.train=" + data, "data.loaders=1", "backbone.name=" + backbone, "threads=" + threads));
        try (LoadedSteps training = new LoadedSteps(config, terminal::accept)) {
            for (int i = 0; i < (steps + 4) / 5; i++) {
                training.step();
            }
            double before = training.waitedSeconds();
            int[] pictures = {0};
            Spent spent = Spent.of(() -> {
                for (int i = 0; i < steps; i++) {
                    pictures[0] += training.step();
                }
            });
            double share = (training.waitedSeconds() - before) / spent.wallSeconds();
            terminal.accept(String.format(
                    Locale.ROOT,
                    "%s, threads: %d, loaders: 1: %.1f pictures/s, %.2f %% of the time waiting for pictures (wanted: %.0f %% at most)",
                    backbone,
                    threads,
                    pictures[0] / spent.wallSeconds(),
                    100 * share,
                    100 * GOAL));
            figures.put("backbone", backbone.toString()).put("threads", threads).put("steps", steps);
            figures.put("picturesPerSecond", pictures[0] / spent.wallSeconds());
            figures.put("waitingShare", share).put("goal", GOAL);
            return share <= GOAL;
        }
    }
}
