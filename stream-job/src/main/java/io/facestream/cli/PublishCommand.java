package io.facestream.cli;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.enrolment.Enrolment;
import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.facebank.topic.PublishOptions;
import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a facebank on its topic. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Put a facebank on a Kafka topic, as a new version.",
        description = {
            "",
            "FOLDER is enrolled first; FILE is a facebank file. Afterwards the topic holds exactly these people (--keep-others leaves the rest there). Only what differs is written. Running jobs have it within a second.",
            "On the topic everybody has an opaque id; templates and names are encrypted with a key of the person's own. Missing topics are made: TOPIC, TOPIC-history, TOPIC-keys.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank key facebank.key",
            "  ./facestream facebank publish people/ --to kafka://facebank --facebank-key facebank.key",
            "  ./facestream facebank publish newcomers/ --to kafka://facebank --keep-others --author ann"
        })
final class PublishCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FOLDER|FILE",
            description = "Pictures as FOLDER/PERSON/*.jpg|png|webp, or a facebank file.")
    private Path source = Path.of("");

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Option(names = "--keep-others", description = "People who are on the topic and not in the source stay there.")
    private boolean keepOthers;

    @Option(
            names = "--replace-model",
            description = "Templates of another model may take the place of all that are there.")
    private boolean replaceModel;

    @Mixin
    private EnrolmentFlags enrolment = new EnrolmentFlags();

    @Override
    public Integer call() throws IOException {
        MasterKey key = topic.key().require();
        KafkaAddress address = topic.address();
        Facebank facebank = facebank(key);
        FacebankTopics.create(address.topic(), address.client()).forEach(made -> topic.println("made topic " + made));
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            topic.tell(writer.publish(facebank, new PublishOptions(keepOthers, replaceModel)));
        }
        return ExitCode.OK;
    }

    private Facebank facebank(MasterKey key) {
        if (!Files.isDirectory(source)) {
            return FacebankFile.read(source, key);
        }
        Enrolment enrolled = enrolment.enrol(source);
        topic.println(enrolled.report().summary());
        return enrolled.requireUsable(source).facebank();
    }
}
