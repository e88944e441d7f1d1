package io.facestream.cli;

import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.trace.EventTopics;
import io.facestream.facebank.trace.Trace;
import io.facestream.facebank.trace.Traces;
import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases a person, and reports what else names them. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Erase a person: destroy the key that opens everything of theirs.",
        description = {
            "",
            "Templates and name are removed from the facebank, and the person's key is deleted from the keys' topic, so that no copy of them can be opened any more, in topics, history or savepoints. There is no way back. Running jobs then publish PERSON_ERASED.",
            "What lies elsewhere and still names the person is looked for where the options say, and reported with the command that removes each. Pictures that the person was enrolled from are yours to delete.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream facebank erase \"Ann Lee\" --facebank-key facebank.key",
            "  ./facestream facebank erase \"Ann Lee\" --savepoints savepoints/ --events identity-events --videos out/"
        })
final class FacebankEraseCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PERSON", description = "Display name or id.")
    private String person = "";

    @Mixin
    private FacebankTopicFlags topic = new FacebankTopicFlags();

    @Mixin
    private AuthorFlag author = new AuthorFlag();

    @Option(
            names = "--savepoints",
            paramLabel = "DIR",
            description = "Look for the person in savepoints and checkpoints below DIR. May be repeated.")
    private List<Path> savepoints = List.of();

    @Option(
            names = "--events",
            paramLabel = "TOPIC|FILE|DIR",
            description =
                    "Look for the person in the events of a topic of the same cluster, of a file, or of the *.jsonl files"
                            + " below DIR. May be repeated.")
    private List<String> events = List.of();

    @Option(
            names = "--videos",
            paramLabel = "DIR",
            description = "Look for annotated videos below DIR on which the person is named. May be repeated.")
    private List<Path> videos = List.of();

    @Override
    public Integer call() throws IOException {
        String id;
        try (FacebankTopicWriter writer = topic.writer(author.author())) {
            id = writer.personId(person);
            topic.tell(writer.erase(id));
        }
        topic.println(id + " is erased: the key is destroyed");
        report(id);
        return ExitCode.OK;
    }

    private void report(String id) throws IOException {
        List<Trace> traces = traces(id);
        for (Trace trace : traces) {
            topic.println("still names " + id + ": " + trace.place() + " (" + trace.detail() + ")");
            if (trace.command().isEmpty()) {
                continue;
            }
            boolean asksKafka = trace.command().startsWith("./facestream");
            topic.println("  remove it with: " + trace.command() + (asksKafka ? topic.kafkaFlag() : ""));
        }
        if (traces.isEmpty() && !(savepoints.isEmpty() && events.isEmpty() && videos.isEmpty())) {
            topic.println("nothing was found that still names " + id);
        }
        List<String> notLookedAt = new ArrayList<>();
        if (savepoints.isEmpty()) {
            notLookedAt.add("savepoints (--savepoints DIR)");
        }
        if (events.isEmpty()) {
            notLookedAt.add("events (--events TOPIC)");
        }
        if (videos.isEmpty()) {
            notLookedAt.add("videos (--videos DIR)");
        }
        if (!notLookedAt.isEmpty()) {
            topic.println("not looked at: " + String.join(", ", notLookedAt));
        }
    }

    private List<Trace> traces(String id) throws IOException {
        Traces files = new Traces(id);
        List<Trace> traces = new ArrayList<>();
        for (Path folder : savepoints) {
            traces.addAll(files.inSavepoints(folder));
        }
        for (String place : events) {
            if (!KafkaAddress.isKafka(place) && Files.exists(Path.of(place))) {
                traces.addAll(files.inEventFiles(Path.of(place)));
            } else {
                KafkaAddress address = topic.address(place);
                traces.addAll(new EventTopics(address.topic(), address.client()).naming(id));
            }
        }
        for (Path folder : videos) {
            traces.addAll(files.inVideos(folder));
        }
        return traces;
    }
}
