package io.facestream.training.run;

/** Hears how a run goes. Called on the run's thread. */
public interface RunListener {
    /** Something worth a line. */
    void says(String line);

    /** A step is done. */
    default void step(RunStep step) {}
}
