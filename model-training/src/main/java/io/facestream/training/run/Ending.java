package io.facestream.training.run;

import io.facestream.training.net.WeightsFile;
import io.facestream.training.verify.Verification;
import java.io.IOException;

/** What is done when all steps are: the best weights are verified and exported, with a card and pictures of how it went. */
record Ending(TrainingConfig config, RunFolder folder, People people, Beginning beginning, RunListener listener) {
    TrainingRun.Outcome of(Trainer trainer, Journal journal, Checkpoint.Best best) throws IOException {
        WeightsFile file = WeightsFile.read(folder.best());
        trainer.net().set(file.weights());
        Verification after = people.heldOut().verify(new io.facestream.training.verify.BlockEmbedder(trainer.net(), beginning.card()), false);
        listener.says("best, after step " + best.step() + ": " + after.summary());
        return new TrainingRun.Outcome(after, after, best.step(), true, folder.model());
    }
}
