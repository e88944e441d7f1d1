package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.cluster.TestBroker;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.MadeBanks;
import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;
import io.facestream.job.uselog.UseFact;
import io.facestream.job.uselog.UseFacts;
import io.facestream.job.uselog.UseLine;
import io.facestream.job.uselog.UseLogFunction;
import io.facestream.vision.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/use-log.md and docs/privacy.md, executed in their order. */
@Timeout(120)
class PrivacyPagesIT {
    private static final String LAUNCHER = "./facestream ";
    private static final IdentityEvent MATCH = new IdentityEventBuilder(EventType.IDENTIFIED, "door-1-0", 0)
            .camera("door")
            .at(1_000, 1_000)
            .searched("1.17", "model")
            .visit("door-1-0", "door-1-0")
            .person("p-5f1d0c9a5f1d0c9a")
            .evidence(0.61f, 0.3f, 0.35f, List.of())
            .build();

    @TempDir
    private Path folder;

    private final Map<String, String> places = new TreeMap<>();
    private final String own = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void theCommandsOfTheLogsPageRunAndFindWhatIsDoneToIt() throws Exception {
        Path file = Files.createDirectories(folder.resolve("out")).resolve("use-log.jsonl");
        Files.write(file, log());
        places.put("out/use-log.jsonl", file.toString());
        places.put("anchor.jsonl", folder.resolve("anchor.jsonl").toString());
        places.put("EVENT", MATCH.eventId());

        Map<String, String> out = run("use-log.md");
        assertThat(out.keySet()).hasSize(5);
        assertThat(out.values()).allSatisfy(text -> assertThat(text).isNotEmpty());
        assertThat(out.get("use-log show out/use-log.jsonl --camera door"))
                .contains("door MATCH ", "personId=p-5f1d0c9a5f1d0c9a", "score=0.61");
        assertThat(out.get("use-log confirm EVENT out/use-log.jsonl --by Ann --verdict right"))
                .contains("CONFIRMED", "by=Ann");

        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(1, lines.get(1).replace("0.61", "0.16"));
        Files.write(file, lines);
        CommandLineRun changed = CommandLineRun.of("use-log", "verify", file.toString());
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.out()).contains("BROKEN: CHANGED at 1 (use-log.jsonl line 2)", "reviews: 1 entries");
        lines.remove(1);
        Files.write(file, lines);
        CommandLineRun cut =
                CommandLineRun.of("use-log", "verify", file.toString(), "--anchor", places.get("anchor.jsonl"));
        assertThat(cut.exitCode()).isEqualTo(1);
        assertThat(cut.out()).contains("BROKEN: TRUNCATED at 1: it ends at 0 (expected: at least 1, by the anchor)");
    }

    @Test
    void wrongUsageIsOneLineAndCodeTwo() throws Exception {
        Path file = folder.resolve("use-log.jsonl");
        Files.write(file, log());
        CommandLineRun verdict = CommandLineRun.of(
                "use-log", "confirm", MATCH.eventId(), file.toString(), "--by", "Ann", "--verdict", "maybe");
        assertThat(verdict.exitCode()).isEqualTo(2);
        assertThat(verdict.err()).contains("--verdict: maybe (expected: right or wrong)");
        CommandLineRun event = CommandLineRun.of(
                "use-log", "confirm", "unheard-of", file.toString(), "--by", "Ann", "--verdict", "right");
        assertThat(event.exitCode()).isEqualTo(2);
        assertThat(event.err()).contains("event: unheard-of (expected: the eventId of a match in ");
        CommandLineRun gone =
                CommandLineRun.of("use-log", "verify", folder.resolve("none").toString());
        assertThat(gone.exitCode()).isEqualTo(1);
        assertThat(gone.err().lines()).singleElement().asString().contains("none (expected: a file");
        CommandLineRun retention = CommandLineRun.of("topics", "check", "--keep-events", "0", "--kafka", client());
        assertThat(retention.exitCode()).isEqualTo(2);
        assertThat(retention.err()).contains("keep-events: 0 (expected: at least 1 day)");
    }

    @Test
    void theCommandsOfThePrivacyPageRun() throws Exception {
        String key = folder.resolve("facebank.key").toString();
        assertThat(CommandLineRun.of("facebank", "key", key).exitCode()).isZero();
        Path made = folder.resolve("made.facebank");
        FacebankFile.write(MadeBanks.of("bob", "eve"), made, MasterKey.read(Path.of(key)));
        CommandLineRun published = CommandLineRun.of(
                "facebank", "publish", made.toString(), "--to", topic("facebank"), "--facebank-key", key);
        assertThat(published.exitCode()).as(published.err()).isZero();
        CommandLineRun list =
                CommandLineRun.of("facebank", "list", "--facebank", topic("facebank"), "--facebank-key", key);
        places.put("PERSON", list.out().substring(0, 18));
        places.put("facebank.key", key);
        places.put("kafka://use-log", topic("use-log"));
        places.put("use-log", "use-log-" + own);
        places.put("identity-events", "identity-events-" + own);

        Map<String, String> out = run("privacy.md");

        assertThat(out.keySet()).hasSize(6);
        assertThat(out.get("topics check --keep-events 30 --keep-use-log 200"))
                .contains("2592000000", "17280000000")
                .doesNotContain("WRONG", "differs");
        CommandLineRun check = topics("check");
        assertThat(check.exitCode()).isZero();
        assertThat(check.out().lines().filter(line -> line.contains("differs")))
                .as("the defaults are others")
                .hasSize(3)
                .allMatch(line -> line.contains("retention.ms"));
    }

    private Map<String, String> run(String page) throws Exception {
        Map<String, String> out = new TreeMap<>();
        for (String line : Files.readAllLines(TestData.root().resolve("docs").resolve(page))) {
            if (line.startsWith(LAUNCHER)) {
                String command = line.substring(LAUNCHER.length()).strip();
                List<String> words = new ArrayList<>();
                for (String word : command.split(" ")) {
                    words.add(words.isEmpty() ? word : places.getOrDefault(word, word));
                }
                CommandLineRun run = words.get(0).equals("topics")
                        ? topics(words.subList(1, words.size()).toArray(String[]::new))
                        : CommandLineRun.of(more(words).toArray(String[]::new));
                assertThat(run.exitCode())
                        .as(command + "\n" + run.err() + run.out())
                        .isZero();
                out.put(command, run.out());
            }
        }
        return out;
    }

    /** The page's broker and topics are this test's. */
    private List<String> more(List<String> words) throws Exception {
        if (words.get(0).equals("facebank")) {
            words.addAll(List.of("--facebank", topic("facebank"), "--kafka", client()));
        }
        return words;
    }

    private CommandLineRun topics(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("topics"));
        words.addAll(List.of(arguments));
        for (String name : List.of("frames", "sightings", "annotations-topic", "dead-letters", "facebank")) {
            words.addAll(List.of("--" + name, "none"));
        }
        words.addAll(List.of("--events", "identity-events-" + own, "--journeys", "journeys-" + own));
        words.addAll(List.of("--use-log", "use-log-" + own, "--kafka", client()));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private String client() throws Exception {
        Path file = folder.resolve("kafka.properties");
        Files.writeString(file, "bootstrap.servers=" + TestBroker.servers() + "\n");
        return file.toString();
    }

    private String topic(String name) {
        return "kafka://" + TestBroker.servers() + "/" + name + "-" + own;
    }

    /** A start and a match. */
    private static List<String> log() throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new UseLogFunction("facestream@2026-01-31T12:00:00Z")),
                UseFact::cameraId,
                Types.STRING)) {
            harness.open();
            harness.processElement(UseFacts.of(MATCH).orElseThrow(), 0);
            return harness.extractOutputValues().stream()
                    .map((UseLine line) -> line.emitted(Instant.EPOCH))
                    .toList();
        }
    }
}
