package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.run.TrainingConfig;
import picocli.CommandLine.Command;

/** {@code train settings}: what a configuration can say. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        header = "Print every setting of a training, with its default.")
final class SettingsCommand implements Runnable {
    @Override
    public void run() {
        ProgressLine.println(TrainingConfig.documentation().strip());
    }
}
