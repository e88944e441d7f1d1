package io.facestream.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The facebank: who can be recognised, and from which pictures. */
@Command(
        name = "facebank",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Make facebanks: who can be recognised.",
        description = {
            "",
            "A facebank is made from a folder with a folder of pictures for each person. Its file holds templates, "
                    + "not pictures; templates of different models are never compared.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank enroll people/ --out people.facebank",
            "  ./facestream run --source door.mp4 --facebank people.facebank",
        },
        subcommands = {EnrollCommand.class})
final class FacebankCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "facebank: no action given (expected: enroll)");
    }
}
