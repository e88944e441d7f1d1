package io.facestream.job.uselog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewDeskTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:05.250Z");

    @TempDir
    private Path folder;

    private Path file;
    private ReviewDesk desk;

    @BeforeEach
    void openBeforeAnythingIsLogged() throws Exception {
        file = folder.resolve("use-log.jsonl");
        desk = ReviewDesk.open(UseLog.of(file), match -> true);
        desk.readOn();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void whatIsAddedIsReadOnceAndAHalfLineWhenItIsWhole() throws Exception {
        List<String> lines = MadeLog.matches("job@1", 3);
        add(lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2).substring(0, 99));
        desk.readOn();
        assertThat(desk.entries()).isEqualTo(2);
        assertThat(desk.match(MadeLog.event(2))).isEmpty();

        add(lines.get(2).substring(99) + "\n");
        desk.readOn();
        desk.readOn();
        assertThat(desk.entries()).isEqualTo(3);
        assertThat(desk.match(MadeLog.event(2)).orElseThrow().personId()).isEqualTo("p-2");
        assertThat(desk.match(MadeLog.event(2)).orElseThrow().cameraId()).isEqualTo("door");
    }

    @Test
    void everyReviewOfAMatchIsSeenWhoeverGaveIt() throws Exception {
        add(MadeLog.matches("job@1", 2));
        desk.readOn();
        desk.review(new Review(MadeLog.event(1), "Ann", true, ""), NOW);
        UseLog.of(file.toString(), Map.of()).review(new Review(MadeLog.event(1), "Bob", false, "taller"), NOW);
        desk.review(new Review(MadeLog.event(0), "Ann", true, ""), NOW);
        desk.readOn();

        List<UseEntry> reviews = desk.reviews(desk.match(MadeLog.event(1)).orElseThrow());
        assertThat(reviews).extracting(review -> review.text("by")).containsExactly("Ann", "Bob");
        assertThat(reviews.get(1).is(UseKind.REJECTED)).isTrue();
        assertThat(reviews.get(1).text("note")).isEqualTo("taller");
        assertThat(holds()).isTrue();
        assertThatThrownBy(() -> desk.review(new Review("unheard-of", "Ann", true, ""), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Files.readAllLines(folder.resolve("reviews.jsonl"))).hasSize(3);
    }

    /** It names the person of its own facebank, who may be another one. */
    @Test
    void anotherRunOverTheSameVideoBringsMatchesThatNobodyHasLookedAt() throws Exception {
        add(MadeLog.matches("job@1", 2));
        desk.readOn();
        desk.review(new Review(MadeLog.event(1), "Ann", true, ""), NOW);
        add(MadeLog.matches("job@2", 2));
        desk.readOn();
        ReviewDesk.Match again = desk.match(MadeLog.event(1)).orElseThrow();
        assertThat(desk.reviews(again)).isEmpty();
        desk.review(new Review(MadeLog.event(1), "Ann", false, ""), NOW);
        assertThat(desk.reviews(again)).hasSize(1);
        assertThat(holds()).isTrue();
    }

    @Test
    void aFileThatWasBegunAnewIsReadAnew() throws Exception {
        add(MadeLog.matches("job@1", 3));
        desk.readOn();
        Files.writeString(file, MadeLog.matches("job@2", 1).get(0) + "\n");
        desk.readOn();
        String hash = new ObjectMapper()
                .readTree(MadeLog.matches("job@2", 1).get(0))
                .get("hash")
                .asText();
        assertThat(desk.match(MadeLog.event(0)).orElseThrow().entryHash()).isEqualTo(hash);
    }

    private void add(List<String> lines) throws Exception {
        add(String.join("\n", lines) + "\n");
    }

    private void add(String text) throws Exception {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private boolean holds() throws Exception {
        ChainCheck check = new ChainCheck(Map.of(), false);
        UseLog.of(file).read(check::add);
        return check.holds();
    }
}
