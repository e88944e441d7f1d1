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
            "",
            "On a Kafka topic a facebank changes while jobs run: every change is a version, with an author and a time, and can "
                    + "be rolled back. Templates and names are encrypted there.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank enroll people/ --out people.facebank",
            "  ./facestream run --source door.mp4 --facebank people.facebank",
            "  ./facestream facebank publish people/ --to kafka://facebank --facebank-key facebank.key",
            "  ./facestream facebank rollback 1.17 --facebank-key facebank.key",
        },
        subcommands = {
            EnrollCommand.class,
            FacebankKeyCommand.class,
            FacebankRewrapCommand.class,
            PublishCommand.class,
            FacebankListCommand.class,
            FacebankRemoveCommand.class,
            FacebankExpireCommand.class,
            FacebankRenameCommand.class,
            FacebankHistoryCommand.class,
            FacebankRollbackCommand.class,
            FacebankExportCommand.class,
            FacebankVerifyCommand.class,
            FacebankEraseCommand.class,
            FacebankIgnoreCommand.class,
            FacebankSettingsCommand.class,
            FacebankReembedCommand.class,
            FacebankPromoteCommand.class,
            FacebankRetireCommand.class,
            DeleteEventsCommand.class
        })
final class FacebankCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "facebank: no action given (expected: one of "
                        + String.join(", ", spec.subcommands().keySet()) + ")");
    }
}
