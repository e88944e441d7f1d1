package io.facestream.cli;

import io.facestream.cli.evaluate.CalibrateCommand;
import io.facestream.cli.evaluate.CaptureCommand;
import io.facestream.cli.evaluate.EncodeCommand;
import io.facestream.cli.evaluate.EvaluateCommand;
import io.facestream.cli.evaluate.PredictCommand;
import io.facestream.cli.evaluate.VerifyCommand;
import io.facestream.cli.evaluate.VisualizeCommand;
import io.facestream.terminal.ErrorLines;
import io.facestream.terminal.TerminalErrors;
import io.facestream.vision.model.Device;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command: it names the others, and turns whatever they throw into one clear line and an exit code. */
@Command(
        name = "facestream",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Camera video in, a stream of identity events out.",
        description = {
            "",
            "Finds the faces in camera video, follows them, and says who was seen, where, when and how surely.",
        },
        footerHeading = "%nHandled by the launcher:%n",
        footer = {
            "  train       Train, fine-tune and export the model (train --help); its engine is fetched with the first use.",
            "  test        Run the whole test suite and all gates (test --install-deps installs what it needs).",
            "  format      Lay out all Java sources as the gates want them.",
            "",
            "Examples:",
            "  ./facestream demo",
            "  ./facestream run --source door=rtsp://camera.local/stream --facebank people/ --out out/",
            "  ./facestream run --help",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage.",
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ConsoleCommand.class,
            GatewayCommand.class,
            FacebankCommand.class,
            TopicsCommand.class,
            CropsCommand.class,
            VerifyCommand.class,
            PredictCommand.class,
            EncodeCommand.class,
            CaptureCommand.class,
            EvaluateCommand.class,
            VisualizeCommand.class,
            CalibrateCommand.class,
            ModelsCommand.class,
            KafkaCommand.class,
            ClusterCommand.class,
            EventsCommand.class,
            UseLogCommand.class,
            ChaosCommand.class,
            BenchCommand.class
        })
public final class Facestream implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        TerminalErrors.restore();
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, ready to execute: {@code commandLine().execute("run", "--help")} returns the exit code. */
    public static CommandLine commandLine() {
        CommandLine commandLine = ErrorLines.commandLine(new Facestream());
        commandLine.registerConverter(Device.class, Device::parse);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "command: none given (expected: one of those below)");
    }
}
