package io.facestream.training.run;

import io.facestream.training.net.WeightsFile;
import io.facestream.training.verify.Verification;
import java.io.IOException;

/** What is done when all steps are: the best weights are verified and exported, with a card and pictures of how it went. */
record Ending(TrainingConfig config, RunFolder folder, Training training, RunListener listener) {
    RunOutcome export(long bestStep) throws IOException {
        training.trainer().net().set(WeightsFile.read(folder.best()).weights());
        Verification after = training.verify();
        listener.says("best, after step " + bestStep + ": " + after.summary());
        return new RunOutcome(after, after, bestStep, true, folder.model(), 0);
    }
}
