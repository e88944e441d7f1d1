package io.facestream.job.uselog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEventBuilder;
import io.facestream.job.event.Schemas;
import io.facestream.job.uselog.ChainCheck.Break;
import io.facestream.job.uselog.ChainCheck.Damage;
import io.facestream.job.uselog.ChainCheck.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UseLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:05.250Z");

    @TempDir
    private Path folder;

    private Path file;
    private List<String> lines;

    @BeforeEach
    void writeAChainOfSixEntries() throws Exception {
        file = folder.resolve("use-log.jsonl");
        lines = new ArrayList<>();
        ChainHead head = ChainHead.begin("job@1");
        for (int i = 0; i < 6; i++) {
            UseFact fact = i == 0
                    ? UseFacts.started("door", 1_000, "job@1")
                    : UseFacts.of(MadeLog.match(i)).orElseThrow();
            ChainHead.Appended appended = head.append(fact);
            head = appended.head();
            lines.add(appended.line().emitted(NOW));
        }
        Files.write(file, lines);
    }

    /** Values from the example of RFC 8785, section 3.2.2, but for its numbers beyond those that the log has. */
    @Test
    void theCanonicalFormIsThatOfRfc8785() throws Exception {
        String text = "{\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                + "\"literals\":[null,true,false],\"numbers\":[4.50,2e-3,0.0,-0.5,1E2,17]}";
        assertThat(CanonicalJson.write(JSON.readTree(text)))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[4.5,0.002,0,-0.5,100,17],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
        String keys =
                "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude02\":5,\"\\u0080\":6,\"\\u00f6\":7}";
        assertThat(CanonicalJson.write(JSON.readTree(keys)).replaceAll("[^0-9]+", " "))
                .as("by UTF-16 code units")
                .isEqualTo(" 2 1 4 6 7 1 5 3 ");
    }

    @Test
    void anUntouchedLogHoldsAndEveryEntryIsAsTheSchemaSays() throws Exception {
        Finding finding = check(Map.of(), false).findings().iterator().next();
        assertThat(finding.broken()).isNull();
        assertThat(finding.entries()).isEqualTo(6);
        assertThat(finding.from()).isEqualTo("1970-01-01T00:00:01Z");
        assertThat(finding.to()).isEqualTo("1970-01-01T00:00:05Z");
        for (String line : lines) {
            assertThat(Schemas.problems(Schemas.published("use-log"), line)).isEmpty();
        }
        assertThat(Schemas.problems(Schemas.published("use-log"), lines.get(3).replace("p-3", "")))
                .isNotEmpty();
    }

    @Test
    void whenAnEntryLeftTheJobIsNotChained() throws Exception {
        lines.replaceAll(line -> line.replace(NOW.toString(), "2026-02-01T00:00:00Z"));
        assertThat(broken()).isEmpty();
    }

    @Test
    void whatWasDoneToALogIsFoundWhereItWasDone() throws Exception {
        List<String> whole = List.copyOf(lines);

        lines.set(3, whole.get(3).replace("p-3", "p-4"));
        assertBroken(Damage.CHANGED, 3);

        lines = new ArrayList<>(whole);
        lines.remove(2);
        lines.remove(2);
        assertBroken(Damage.REMOVED, 2);
        assertThat(broken().orElseThrow().detail()).isEqualTo("entries 2 to 3 missing");

        lines = new ArrayList<>(whole);
        lines.add(4, whole.get(1));
        assertBroken(Damage.INSERTED, 1);

        lines = new ArrayList<>(whole);
        Collections.swap(lines, 2, 3);
        assertBroken(Damage.REORDERED, 2);

        lines = new ArrayList<>(whole);
        lines.set(3, rehashed(whole.get(3).replace("p-3", "p-4")));
        assertBroken(Damage.CHANGED, 4);

        lines = new ArrayList<>(whole);
        lines.remove(0);
        assertBroken(Damage.REMOVED, 0);
        assertThat(check(Map.of(), true).holds()).as("a retention has done it").isTrue();

        lines = new ArrayList<>(whole);
        lines.add("nonsense");
        assertThat(check(Map.of(), false).noEntries()).containsExactly("use-log.jsonl line 7");
        assertThat(check(Map.of(), false).holds()).isFalse();
    }

    @Test
    void whoCutsTheEndOrMakesTheChainAnewIsFoundByAnAnchorOnly() throws Exception {
        Path kept = folder.resolve("anchor.jsonl");
        Anchor.write(
                kept,
                check(Map.of(), false).findings().stream().map(Finding::anchor).toList());
        Map<ChainName, Anchor> anchors = Anchor.read(kept);
        assertThat(check(anchors, false).holds()).isTrue();

        lines.remove(5);
        assertThat(broken()).isEmpty();
        assertThat(first(check(anchors, false)).orElseThrow().damage()).isEqualTo(Damage.TRUNCATED);

        lines.set(4, rehashed(lines.get(4).replace("p-4", "p-5")));
        ObjectNode last = (ObjectNode) JSON.readTree(rehashed(lines.get(4)));
        last.put("sequence", 5).put("previousHash", last.get("hash").asText());
        lines.add(rehashed(last.toString()));
        assertThat(broken()).isEmpty();
        assertThat(first(check(anchors, false)).orElseThrow().detail()).contains("made anew");

        lines.clear();
        assertThat(check(Map.of(), false).holds()).isTrue();
        assertThat(first(check(anchors, false)).orElseThrow().damage()).isEqualTo(Damage.TRUNCATED);
    }

    @Test
    void reviewsAreAChainOfTheirOwnThatNamesTheEntry() throws Exception {
        UseLog log = UseLog.of(file.toString(), Map.of());
        String event = MadeLog.event(3);
        log.review(new Review(event, "Ann", true, ""), NOW);
        UseEntry second = log.review(new Review(event, "Bob", false, "taller"), NOW);

        assertThat(second.is(UseKind.REJECTED)).isTrue();
        assertThat(second.text("entryHash"))
                .isEqualTo(JSON.readTree(lines.get(3)).get("hash").asText());
        assertThat(second.text("personId")).isEqualTo("p-3");
        assertThat(Files.readAllLines(file)).isEqualTo(lines);
        List<String> reviews = Files.readAllLines(folder.resolve("reviews.jsonl"));
        assertThat(reviews).hasSize(2);
        for (String review : reviews) {
            assertThat(Schemas.problems(Schemas.published("use-log"), review)).isEmpty();
        }
        assertThat(check(Map.of(), false).holds()).isTrue();
        Files.write(folder.resolve("reviews.jsonl"), List.of(reviews.get(1)));
        assertThat(broken().orElseThrow().damage()).isEqualTo(Damage.REMOVED);

        assertThatThrownBy(() -> log.review(new Review("unheard-of", "Ann", true, ""), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("event: unheard-of (expected: the eventId of a match in ");
    }

    @Test
    void whoWasNotMatchedIsNotInTheLog() {
        List<EventType> logged = Arrays.stream(EventType.values())
                .filter(type -> UseFacts.of(new IdentityEventBuilder(type, "v", 0)
                                .camera("door")
                                .person("p-1")
                                .build())
                        .isPresent())
                .toList();
        assertThat(logged)
                .containsExactlyInAnyOrder(
                        EventType.IDENTIFIED,
                        EventType.CHANGED,
                        EventType.REIDENTIFIED,
                        EventType.PERSON_ERASED,
                        EventType.CAMERA_UP,
                        EventType.CAMERA_DOWN,
                        EventType.GAP);
    }

    @Test
    void theSchemaListsTheKindsThereAre() throws Exception {
        assertThat(JSON.convertValue(
                        Schemas.published("use-log").at("/properties/kind/x-known-values"), String[].class))
                .containsExactly(Arrays.stream(UseKind.values()).map(Enum::name).toArray(String[]::new));
    }

    /** As somebody would who knows how hashes are made. */
    private static String rehashed(String line) throws Exception {
        ObjectNode entry = (ObjectNode) JSON.readTree(line);
        entry.put("hash", ChainHead.hashOf(entry));
        return entry.toString();
    }

    private void assertBroken(Damage damage, long sequence) throws Exception {
        Break first = broken().orElseThrow();
        assertThat(first.damage()).isEqualTo(damage);
        assertThat(first.sequence()).isEqualTo(sequence);
    }

    private Optional<Break> broken() throws Exception {
        return first(check(Map.of(), false));
    }

    private static Optional<Break> first(ChainCheck check) {
        return check.findings().stream()
                .flatMap(finding -> Optional.ofNullable(finding.broken()).stream())
                .findFirst();
    }

    private ChainCheck check(Map<ChainName, Anchor> anchors, boolean trimmed) throws Exception {
        Files.write(file, lines);
        ChainCheck check = new ChainCheck(anchors, trimmed);
        UseLog.of(file.toString(), Map.of()).read(new UseLog.Reader() {
            @Override
            public void entry(UseEntry entry) {
                check.add(entry);
            }

            @Override
            public void noEntry(String place) {
                check.addNoEntry(place);
            }
        });
        return check;
    }
}
