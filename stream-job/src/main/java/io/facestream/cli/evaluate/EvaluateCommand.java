package io.facestream.cli.evaluate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How often a model, a facebank and the whole job are wrong. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Measure how often a model, a facebank or the whole job is wrong.",
        description = {"", "Error rates come with the number of pairs or searches that they were counted on."},
        footer = {
            "",
            "Examples:",
            "  ./facestream evaluate verification --pairs pairs.txt --images lfw/",
            "  ./facestream evaluate classification --images people/",
            "  ./facestream evaluate identification --facebank people/ --probes probes/",
            "  ./facestream evaluate video --scenes scenes/ --facebank people/",
            "  ./facestream evaluate liveness --genuine people/ --attacks copies/",
        },
        subcommands = {
            EvaluateVerificationCommand.class,
            EvaluateClassificationCommand.class,
            EvaluateIdentificationCommand.class,
            EvaluateVideoCommand.class,
            EvaluateLivenessCommand.class
        })
public final class EvaluateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "evaluate: no command given (expected: one of those below)");
    }
}
