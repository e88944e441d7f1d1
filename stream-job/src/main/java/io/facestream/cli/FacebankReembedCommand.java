package io.facestream.cli;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.Reembedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes templates of another model from the pictures that people are enrolled with. */
@Command(
        name = "re-embed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Put templates of another model beside those in force.",
        description = {
            "",
            "The topic keeps no pictures: --pictures names the folder from which it was published. Pictures are found again by their content; "
                    + "of one that is not enrolled nothing is taken. Running jobs go on as they are, and those with this shadow model have its "
                    + "templates within a second. A folder needs no such step: jobs enrol it with both models.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  ./facestream facebank re-embed --model new-model/ --pictures people/ --facebank-key facebank.key"
        })
final class FacebankReembedCommand implements Callable<Integer> {
    @Option(
            names = "--pictures",
            required = true,
            paramLabel = "FOLDER",
            description = "Pictures as FOLDER/PERSON/*.jpg|png|webp, from which the topic was published.")
    private Path pictures = Path.of("");

    @Mixin
    private EnrolmentFlags enrolment = new EnrolmentFlags();

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Override
    public Integer call() throws IOException {
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            reembed(writer, pictures, enrolment, topic);
        }
        return ExitCode.OK;
    }

    /** Enrols the pictures and puts the templates on the topic. */
    static void reembed(FacebankTopicWriter writer, Path pictures, EnrolmentFlags enrolment, FacebankTopicFlags topic)
            throws IOException {
        Facebank made = enrolment.enrol(pictures).requireUsable(pictures).facebank();
        Reembedding done = writer.reembed(made);
        topic.tell(done.change());
        topic.println(made.modelName() + ": " + done.templates() + " templates beside those in force");
        done.without()
                .forEach(person -> topic.println(
                        "  no picture of " + person + " in " + pictures + " that " + made.modelName() + " has taken"));
    }
}
