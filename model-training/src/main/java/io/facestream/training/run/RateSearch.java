package io.facestream.training.run;

import io.facestream.training.data.Batch;
import io.facestream.training.optimise.LrFinder;

/** Looks for a learning rate on a configuration's network and pictures; nothing is kept of what it learns. */
public final class RateSearch {
    private RateSearch() {}

    /** Hears of each step. */
    @FunctionalInterface
    public interface Progress {
        void step(int step, double rate, double loss);
    }

    /** Runs the search. */
    public static LrFinder.Curve run(TrainingConfig config, LrFinder finder, RunListener listener, Progress progress) {
        try (Training training = new Training(config, Training.Place.START, listener)) {
            int[] step = {0};
            return finder.run(rate -> {
                Batch batch = training.loader().next();
                double loss = training.trainer().step(batch, rate).loss();
                training.loader().giveBack(batch);
                progress.step(++step[0], rate, loss);
                return loss;
            });
        }
    }
}
