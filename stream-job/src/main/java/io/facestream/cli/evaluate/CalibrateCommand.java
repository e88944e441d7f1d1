package io.facestream.cli.evaluate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Thresholds that are measured instead of guessed. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Measure thresholds: of a model, and of a facebank before a camera.",
        description = {
            "",
            "A threshold holds for a model, a number of people enrolled and a kind of picture. The model's card has a table for the"
                    + " first two, measured on photographs; what a camera makes of it is measured with people who are not enrolled.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream calibrate model --pictures photographs/ --model buffalo_l --write",
            "  ./facestream calibrate facebank --facebank people/ --impostors strangers/ --out calibration.json",
            "  ./facestream run --source door=door.mp4 --facebank people/ --calibration calibration.json",
        },
        subcommands = {
            CalibrateFacebankCommand.class,
            CalibrateModelCommand.class,
            CalibrateConfusableCommand.class,
            CalibrateCheckCommand.class
        })
public final class CalibrateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "calibrate: no command given (expected: one of those below)");
    }
}
