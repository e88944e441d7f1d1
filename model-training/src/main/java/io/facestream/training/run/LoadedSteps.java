package io.facestream.training.run;

import io.facestream.training.data.Batch;

/** The steps of a run on the pictures of its configuration, without validations and files: for who measures them. One thread. */
public final class LoadedSteps implements AutoCloseable {
    private final Training training;

    public LoadedSteps(TrainingConfig config, RunListener listener) {
        training = new Training(config, Training.Place.START, listener);
    }

    /** Takes the next batch and learns from it; gives how many pictures it had. */
    public int step() {
        Batch batch = training.loader().next();
        training.trainer().step(batch);
        training.loader().giveBack(batch);
        return batch.size();
    }

    /** How long the steps so far have waited for pictures, in all. */
    public double waitedSeconds() {
        return training.loader().waitedSeconds();
    }

    @Override
    public void close() {
        training.close();
    }
}
