package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.data.consent.ConsentList;
import io.facestream.training.data.consent.ConsentedSet;
import io.facestream.training.data.consent.Manifest;
import io.facestream.training.data.prepare.AlignedFaceFinder;
import io.facestream.training.data.prepare.AnalyzerFaceFinder;
import io.facestream.training.data.prepare.FaceFinder;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a training set of people who have consented and were seen. */
@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Make a training set of people of the facebank who have consented.",
        description = {
            "",
            "Takes the facebank's pictures of people who have consented and whom the events have seen, and writes aligned crops "
                    + "PERSON/*.png with manifest.json: who, from which picture, when, on what grounds.",
            "",
            "Consent is what PERSON/person.json states, or a line in the list. Nobody else is written, and neither is whoever may "
                    + "not be enrolled, is ignored, or was erased.",
            "",
        })
final class DatasetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--facebank",
            required = true,
            paramLabel = "DIR|FILE",
            description = "A folder PERSON/*.jpg, or a facebank file.")
    private Path facebank = Path.of("");

    @Option(
            names = "--pictures",
            paramLabel = "DIR",
            description = "The folder that a facebank file was made of; its pictures must still be the same.")
    private @Nullable Path pictures;

    @Option(
            names = "--events",
            required = true,
            paramLabel = "FILE",
            description = "Events as run --events writes them, a line of JSON each.")
    private Path events = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write. Must be new.")
    private Path out = Path.of("");

    @Option(
            names = "--consent",
            paramLabel = "FILE",
            description = "People who have consented, one id a line, beside those of whom the facebank states it.")
    private @Nullable Path consent;

    @Option(
            names = "--min-visits",
            defaultValue = "1",
            paramLabel = "N",
            description = "Leave out people who were seen less often. Default: ${DEFAULT-VALUE}.")
    private int minVisits;

    @Option(names = "--aligned", description = "The pictures are aligned 112 x 112 crops: no face is searched in them.")
    private boolean aligned;

    @Override
    public Integer call() throws IOException {
        ConsentList listed = consent == null ? ConsentList.none() : ConsentList.read(consent);
        ProgressLine line = new ProgressLine("cutting out");
        Manifest manifest;
        try (FaceFinder finder =
                aligned ? new AlignedFaceFinder() : AnalyzerFaceFinder.open(ModelStore.defaultPack())) {
            ConsentedSet set = new ConsentedSet(
                    facebank,
                    pictures,
                    events,
                    listed,
                    minVisits,
                    finder,
                    Clock.systemUTC(),
                    (done, total) -> line.show((double) done / total, done + " of " + total + " pictures"));
            manifest = set.write(out);
        } finally {
            line.done();
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.printf(
                "%s: %d pictures of %d people%n",
                out, manifest.pictures(), manifest.people().size());
        manifest.leftOutPeople().forEach((why, count) -> terminal.printf("  people left out, %s: %d%n", why, count));
        manifest.leftOutPictures()
                .forEach((why, count) -> terminal.printf("  pictures left out, %s: %d%n", why, count));
        terminal.flush();
        return ExitCode.OK;
    }
}
