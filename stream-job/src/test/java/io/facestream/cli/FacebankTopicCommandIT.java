package io.facestream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.cluster.TestBroker;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.MadeBanks;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FacebankTopicCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private String topic;
    private Path key;

    @BeforeEach
    void makeAKey() {
        topic = "bank-" + UUID.randomUUID().toString().substring(0, 8);
        key = folder.resolve("facebank.key");
        CommandLineRun run = CommandLineRun.of("facebank", "key", key.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private CommandLineRun run(String action, String... more) {
        List<String> arguments = new ArrayList<>(List.of("facebank", action));
        arguments.addAll(Arrays.asList(more));
        arguments.add("--facebank=kafka://" + TestBroker.servers() + "/" + topic);
        arguments.add("--facebank-key=" + key);
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private String done(String action, String... more) {
        CommandLineRun run = run(action, more);
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        return run.out();
    }

    private String publishDemo() {
        Path people = TestData.shared("facebank_demo");
        TestData.models();
        return done("publish", people.toString(), "--author=ann");
    }

    private String publishMade() {
        Path file = folder.resolve("made.facebank");
        FacebankFile.write(MadeBanks.of("bob", "eve"), file, MasterKey.read(key));
        return done("publish", file.toString());
    }

    private static String version(String out) {
        Matcher version = Pattern.compile("version (\\d+\\.\\d+)").matcher(out);
        assertThat(version.find()).as(out).isTrue();
        return version.group(1);
    }

    /** The id of the first person that `list` shows. */
    private String someone() {
        return done("list").substring(0, 18);
    }

    @Test
    void aFolderIsPublishedChangedRolledBackAndExported() {
        String published = publishDemo();
        assertThat(published)
                .contains("made topic " + topic, "made topic " + topic + "-history", "made topic " + topic + "-keys")
                .contains("11 pictures found, 11 taken", "4 people, 11 templates (11 templates written, 0 removed");
        String first = version(published);
        String hash = contentHash();

        assertThat(publishDemo()).contains("version " + first).contains("nothing to change");
        String list = done("list");
        assertThat(list.lines()).hasSize(5).first().asString().matches("p-[0-9a-f]{16} +\\d+ .*");

        String someone = someone();
        assertThat(done("rename", someone, "Somebody Else", "--author=bob")).contains("0 templates written");
        assertThat(done("list")).contains("Somebody Else");
        assertThat(done("remove", "Somebody Else")).contains("3 people");
        assertThat(done("list")).contains("removed");
        assertThat(done("rollback", first)).contains("4 people, 11 templates");
        assertThat(contentHash()).isEqualTo(hash);
        assertThat(done("list")).doesNotContain("Somebody Else");

        String history = done("history");
        assertThat(history.lines()).hasSize(4);
        assertThat(history).contains("ann", "bob", "publish", "rename", "remove", "rollback", "to " + first);
        assertThat(done("verify", "--history")).contains("11 templates of 4 people, 4 versions: all right");

        Path file = folder.resolve("export.facebank");
        assertThat(done("export", "--out=" + file)).contains("4 people, 11 templates");
        Facebank exported = FacebankFile.read(file, MasterKey.read(key));
        assertThat(exported.records()).extracting(FacebankRecord::personId).contains(someone);
        assertThat(done("publish", file.toString())).contains("nothing to change");
        topic = topic + "-b";
        assertThat(done("publish", file.toString())).contains("4 people, 11 templates (11 templates written");
        assertThat(done("list")).contains(someone);
    }

    private String contentHash() {
        ConsumerRecord<byte[], byte[]> last = TestBroker.committed(topic).stream()
                .filter(record -> new String(record.key(), UTF_8).equals("commit"))
                .reduce((one, other) -> other)
                .orElseThrow();
        return tree(last).path("contentSha256").asText();
    }

    private static ObjectNode tree(ConsumerRecord<byte[], byte[]> record) {
        try {
            return (ObjectNode) JSON.readTree(record.value());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCorruptTemplateIsNamedByVerify() throws Exception {
        publishMade();
        ConsumerRecord<byte[], byte[]> record = TestBroker.committed(topic).stream()
                .filter(candidate -> tree(candidate).has("template"))
                .findFirst()
                .orElseThrow();
        ObjectNode damaged = tree(record);
        byte[] ciphertext = damaged.path("template").binaryValue();
        Arrays.fill(ciphertext, 0, 4, Byte.MAX_VALUE);
        damaged.put("template", ciphertext);
        TestBroker.send(topic, new String(record.key(), UTF_8), damaged.toString());
        CommandLineRun verify = run("verify");
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out())
                .contains("WRONG  template " + damaged.path("templateId").asText() + " of "
                        + damaged.path("personId").asText())
                .contains("does not open")
                .doesNotContain("all right");
        assertThat(publishMade()).contains("(1 template written");
        assertThat(done("verify")).contains("all right");
    }

    @Test
    void whoIsErasedIsReportedWhereverTheyAreStillNamed() throws Exception {
        String first = version(publishMade());
        String someone = someone();
        String events = TestBroker.topic("events", 1, Map.of());
        for (String person : List.of("p-other", someone, "p-other")) {
            TestBroker.send(events, "door", "{\"eventId\":\"1\",\"personId\":\"" + person + "\"}");
        }
        Path savepoint = Files.createDirectories(folder.resolve("savepoints/savepoint-1"));
        Files.writeString(savepoint.resolve("_metadata"), "state");
        Files.write(savepoint.resolve("part"), ("\0\u0001p-p-" + someone + "\0").getBytes(UTF_8));
        Path other = Files.createDirectories(folder.resolve("savepoints/savepoint-2"));
        Files.writeString(other.resolve("_metadata"), "state");
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.writeString(
                out.resolve("events.jsonl"),
                "{\"cameraId\":\"door\",\"personId\":\"" + someone
                        + "\"}\n{\"cameraId\":\"hall\",\"personId\":null}\n");
        Files.writeString(out.resolve("use-log.jsonl"), "{\"personId\":\"" + someone + "\",\"previousHash\":\"00\"}\n");
        Files.writeString(out.resolve("door.annotated.mp4"), "");
        Files.writeString(out.resolve("hall.annotated.mp4"), "");

        String erased = done(
                "erase",
                someone,
                "--savepoints=" + folder.resolve("savepoints"),
                "--events=kafka://" + TestBroker.servers() + "/" + events,
                "--events=" + out,
                "--videos=" + out);
        assertThat(erased)
                .contains("1 person", someone + " is erased: the key is destroyed")
                .contains("remove it with: rm -r " + savepoint + System.lineSeparator())
                .contains("delete-events kafka://" + TestBroker.servers() + "/" + events + " --partition 0 --before 2")
                .contains("remove it with: sed -i /" + someone + "/d " + out.resolve("events.jsonl"))
                .contains("remove it with: rm " + out.resolve("door.annotated.mp4"))
                .contains("use-log.jsonl (1 entries of the log of use that name " + someone)
                .doesNotContain("d " + out.resolve("use-log.jsonl"))
                .doesNotContain("savepoint-2", "hall.annotated.mp4", "not looked at");

        CommandLineRun delete = CommandLineRun.of(
                "facebank",
                "delete-events",
                "kafka://" + TestBroker.servers() + "/" + events,
                "--partition=0",
                "--before=2");
        assertThat(delete.exitCode()).as(delete.err()).isZero();
        assertThat(TestBroker.committed(events)).hasSize(1);
        assertThat(done("list")).doesNotContain(someone);
        assertThat(done("expire")).contains("nobody is on the topic whose consent has ended");
        assertThat(done("rollback", first)).contains("1 person, ");
        assertThat(done("verify", "--history")).contains("(1 of them hold people who were erased since): all right");
        assertThat(done("erase", someone)).contains("nothing to change", "not looked at: savepoints");
    }

    @Test
    void ignoringIsShownAndEnds() {
        publishMade();
        String someone = someone();
        done("ignore", someone);
        assertThat(done("list")).containsPattern(someone + " +\\d+ +ignored");
        assertThat(done("list", "--ignored")).containsPattern(someone + " +\\d+ +ignored");
        done("ignore", someone, "--off");
        assertThat(done("list")).doesNotContain("ignored");
        assertThat(done("list", "--ignored")).doesNotContain(someone);
    }

    @Test
    void whatIsMissingIsSaidInOneLine() {
        CommandLineRun nothing = run("list");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.err())
                .isEqualToIgnoringNewLines("facestream: facebank topic " + topic
                        + ": not there (expected: a topic that `./facestream facebank publish` made)");
        CommandLineRun noFile = CommandLineRun.of(
                "facebank",
                "list",
                "--facebank=kafka://" + TestBroker.servers() + "/x",
                "--facebank-key=" + folder.resolve("no"));
        assertThat(noFile.err()).contains("facebank key: " + folder.resolve("no") + ": no such file");
        CommandLineRun folderInsteadOfTopic = CommandLineRun.of("facebank", "list", "--facebank=people/");
        assertThat(folderInsteadOfTopic.exitCode()).isEqualTo(2);
        publishMade();
        CommandLineRun nobody = run("remove", "Nobody");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.err()).contains("person: Nobody (expected: an id or a name that");
        CommandLineRun again = CommandLineRun.of("facebank", "key", key.toString());
        assertThat(again.err()).contains(key + " is there (expected: a new file");
    }
}
