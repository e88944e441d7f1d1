package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopicWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes the templates of a model that is not in force. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Remove the templates of a model that is not in force.",
        description = {
            "",
            "Do so when no job uses the model any more, not even as a shadow: there is then nothing to go over to. The history keeps the "
                    + "templates, so that rollback can bring them back.",
            ""
        },
        footer = {"", "Example:", "  ./facestream facebank retire --model default --facebank-key facebank.key"})
final class FacebankRetireCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME|FILE|FOLDER|SHA256",
            description = "The model, or the SHA-256 of its file.")
    private String model = "";

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Override
    public Integer call() throws IOException {
        String modelId = model.matches("[0-9a-f]{64}")
                ? model
                : EnrolmentFlags.pack(model).embedding().card().sha256();
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            topic.tell(writer.retire(modelId));
        }
        return ExitCode.OK;
    }
}
