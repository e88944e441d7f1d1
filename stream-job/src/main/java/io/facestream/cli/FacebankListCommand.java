package io.facestream.cli;

import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.topic.TopicFacebank;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who is on a facebank topic. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List who is on the topic.",
        description = {
            "",
            "One line a person: id, number of templates, state, name. The state is empty, ignored, removed (no templates any more), or the day on which the enrolment expires.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank list --facebank kafka://facebank --facebank-key facebank.key",
            "  ./facestream facebank list --ignored --facebank-key facebank.key"
        })
final class FacebankListCommand implements Callable<Integer> {
    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Option(names = "--ignored", description = "Only people who are ignored.")
    private boolean ignored;

    @Override
    public Integer call() throws IOException {
        TopicFacebank there = topic.read();
        there.people().stream()
                .filter(person -> person.ignored() || !ignored)
                .forEach(person -> topic.println(String.format(
                        Locale.ROOT,
                        "%s  %4d  %-12s  %s",
                        person.personId(),
                        person.templates(),
                        state(person),
                        person.displayName())));
        topic.println(topic.address() + ": version " + there.commit().version() + ", "
                + there.commit().people() + " people, " + there.commit().templates() + " templates of "
                + there.commit().modelName());
        there.beside()
                .forEach((model, templates) ->
                        topic.println("  beside: " + templates + " templates of the model with SHA-256 " + model));
        return ExitCode.OK;
    }

    private static String state(TopicFacebank.Person person) {
        if (person.ignored()) {
            return "ignored";
        }
        if (person.templates() == 0) {
            return "removed";
        }
        return person.validUntilMillis() == FacebankRecord.NO_EXPIRY
                ? ""
                : Instant.ofEpochMilli(person.validUntilMillis()).toString().substring(0, 10);
    }
}
