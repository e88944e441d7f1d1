package io.facestream.cli;

import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import io.facestream.facebank.topic.FacebankTopicWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets the values by which running jobs decide. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show or set the values by which running jobs decide who somebody is.",
        description = {
            "",
            "A value that is set here goes before each job's own, and takes effect everywhere with one version of the facebank."
                    + " Rolling back takes it back as well. Without an option the values are shown.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank settings --fpir 0.001 --facebank-key facebank.key",
            "  ./facestream facebank settings --by-job --facebank-key facebank.key",
        })
final class FacebankSettingsCommand implements Callable<Integer> {
    @Option(
            names = "--fpir",
            paramLabel = "P",
            description = "Share of strangers' passages that may get a name, 0 to 1; sets the threshold.")
    private @Nullable Double fpir;

    @Option(
            names = "--margin",
            paramLabel = "M",
            description = "Least distance of a name's score to the runner-up's, 0 to 1.")
    private @Nullable Double margin;

    @Option(names = "--by-job", description = "Each job's own settings hold again.")
    private boolean byJob;

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Override
    public Integer call() throws IOException {
        if (fpir == null && margin == null && !byJob) {
            topic.println(topic.read()
                    .settings()
                    .map(SettingsRow::text)
                    .orElse("nothing is set: each job's own settings hold"));
            return ExitCode.OK;
        }
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            SettingsRow now = writer.settings();
            double newFpir = fpir != null ? fpir : byJob ? Double.NaN : now.fpir();
            double newMargin = margin != null ? margin : byJob ? Double.NaN : now.margin();
            topic.tell(writer.settings(newFpir, newMargin));
        }
        return ExitCode.OK;
    }
}
