package io.facestream.training.cli;

import io.facestream.terminal.ErrorLines;
import io.facestream.terminal.TerminalErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ./facestream train}: it names the others, and turns whatever they throw into one clear line and an exit code. */
@Command(
        name = "facestream train",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Train, fine-tune and export the model that recognises faces.",
        subcommands = {
            QuickCommand.class,
            RunCommand.class,
            LrFindCommand.class,
            SettingsCommand.class,
            LayersCommand.class,
            PrepareCommand.class,
            InspectCommand.class,
            DatasetCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            BenchCommand.class
        })
public final class Train implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        TerminalErrors.restore();
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine() {
        return ErrorLines.commandLine(new Train());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "command: none given (expected: one of those below)");
    }
}
