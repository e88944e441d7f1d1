package io.facestream.cli;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.enrolment.Enrolment;
import io.facestream.facebank.enrolment.FolderSettings;
import io.facestream.facebank.enrolment.PictureResult;
import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.WithoutTemplates;
import io.facestream.vision.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts another embedding model in force. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Put another model in force: jobs search its templates from the next version on.",
        description = {
            "",
            "Jobs that run with this model as --shadow-model go over at that version, without a restart. The templates that were in force stay "
                    + "beside: `rollback` to the version before, or promoting the model before, goes back. With --pictures the facebank is "
                    + "re-embedded first.",
            "A job that has not got the model goes on with its own, says so, and is to be started anew.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank promote --model new-model/ --pictures people/ --facebank-key facebank.key",
            "  ./facestream facebank promote --model default --facebank-key facebank.key",
            "  ./facestream facebank promote --model new-model/ --facebank people/"
        })
final class FacebankPromoteCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            description = "Re-embed first, from the pictures from which the topic was published.")
    private @Nullable Path pictures;

    @Option(
            names = "--without-pictures",
            paramLabel = "refuse|drop|keep-out",
            defaultValue = "refuse",
            description =
                    "People who have no template of the model: drop removes them, keep-out leaves them on the topic without being"
                            + " recognised. Default: nothing is put in force while there are any.")
    private String others = "refuse";

    @Mixin
    private EnrolmentFlags enrolment = new EnrolmentFlags();

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Override
    public Integer call() throws IOException {
        WithoutTemplates without = without();
        if (!enrolment.namesModel()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--model: none (expected: the model to put in force; default for the default one)");
        }
        if (topic.folder().isPresent()) {
            promote(topic.folder().get(), without);
            return ExitCode.OK;
        }
        ModelCard card = enrolment.card();
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            if (pictures != null) {
                FacebankReembedCommand.reembed(writer, pictures, enrolment, topic);
            }
            topic.tell(writer.promote(card.sha256(), card.id(), without));
        }
        topic.println("in force: " + card.id() + " with SHA-256 " + card.sha256());
        return ExitCode.OK;
    }

    private WithoutTemplates without() {
        return switch (others) {
            case "refuse" -> WithoutTemplates.REFUSE;
            case "drop" -> WithoutTemplates.DROP;
            case "keep-out" -> WithoutTemplates.KEEP_OUT;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--without-pictures: " + others + " (expected: refuse, drop or keep-out)");
        };
    }

    /** A folder's jobs enrol it with each of their models; here it is only looked whether everybody can be. */
    private void promote(Path folder, WithoutTemplates without) {
        if (pictures != null || without == WithoutTemplates.DROP) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--facebank " + folder
                            + " holds the pictures itself (expected: neither --pictures nor --without-pictures drop; take people out of the folder)");
        }
        Enrolment enrolled = enrolment.enrol(folder).requireUsable(folder);
        Set<String> left = new TreeSet<>();
        enrolled.report().pictures().stream().map(PictureResult::personId).forEach(left::add);
        enrolled.facebank().records().stream().map(FacebankRecord::personId).forEach(left::remove);
        left.remove("");
        if (!left.isEmpty() && without == WithoutTemplates.REFUSE) {
            throw new FacebankException("templates of " + enrolled.facebank().modelName() + ": none of "
                    + String.join(", ", left)
                    + " (expected: of everybody; add better pictures, or say --without-pictures keep-out)");
        }
        FolderSettings now = FolderSettings.read(folder);
        new FolderSettings(now.fpir(), now.margin(), enrolled.facebank().modelId()).write(folder);
        topic.println(enrolled.report().summary());
        topic.println("in force: " + enrolled.facebank().modelName() + " with SHA-256 "
                + enrolled.facebank().modelId() + ", for the jobs that have it");
    }
}
