package io.facestream.training.run;

import io.facestream.training.verify.Verification;
import java.nio.file.Path;

/**
 * What came of a run.
 *
 * @param before what it began with
 * @param after its best model
 * @param bestStep after which step that was
 * @param promoted whether the model may take the place of what the run began with
 * @param model the exported file
 * @param parity largest difference to ONNX Runtime's answers, relative
 */
public record RunOutcome(
        Verification before, Verification after, long bestStep, boolean promoted, Path model, double parity) {}
