package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People come and go while the job runs: a woman is in view, three seconds later a man comes in. */
@Timeout(180)
class WatchedFacebankIT {
    private static final String MAN = "p_auduno";
    private static final String WOMAN = "p_d3";

    @TempDir
    private Path folder;

    private Path people;
    private Path enrolled;

    @BeforeEach
    void enrolTheWoman() throws IOException {
        enrolled = TestData.shared("video/scene_facebank");
        people = Files.createDirectories(folder.resolve("people"));
        copy(enrolled.resolve(WOMAN), people.resolve(WOMAN));
    }

    @Test
    void somebodyDroppedInIsNamedWithoutARestart() throws Exception {
        List<JsonNode> events = run(() -> copy(enrolled.resolve(MAN), people.resolve(MAN)));
        assertThat(RunFixture.people(events)).containsExactly(MAN, WOMAN);
        assertThat(events.stream()
                        .map(event -> event.get("facebankVersion").asText())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void somebodyRemovedIsNamedNoMore() throws Exception {
        copy(enrolled.resolve(MAN), people.resolve(MAN));
        List<JsonNode> events = run(() -> remove(people.resolve(MAN)));
        assertThat(RunFixture.people(events)).containsExactly(WOMAN);
        assertThat(RunFixture.ofType(events, "APPEARED")).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void somebodyIgnoredFromNowOnIsSaidNothingOfWithinTwoSeconds() throws Exception {
        copy(enrolled.resolve(MAN), people.resolve(MAN));
        write(people.resolve(MAN).resolve("person.json"), "{\"ignore\": true}");
        AtomicReference<Instant> changed = new AtomicReference<>(Instant.MAX);
        List<JsonNode> events = run(() -> {
            write(people.resolve(WOMAN).resolve("person.json"), "{\"ignore\": true}");
            changed.set(Instant.now());
        });
        assertThat(RunFixture.people(events))
                .as("the man was ignored from the start")
                .containsExactly(WOMAN);
        assertThat(events)
                .filteredOn(event ->
                        event.toString().contains(WOMAN) || event.toString().contains(MAN))
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(Instant.parse(event.get("emittedAt").asText()))
                                .isBefore(changed.get().plusSeconds(2)));
        assertThat(RunSummary.read(folder.resolve("out"), 1).total("events.ignored"))
                .as("all of the man's, and that the woman left")
                .isGreaterThanOrEqualTo(4);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<JsonNode> run(Runnable atTheFirstName) throws Exception {
        AtFirstName.ACTION.set(atTheFirstName);
        return RunFixture.of("cam=" + TestData.shared("video/scenes/real1.mp4"))
                .with("facebank", people)
                .with("start", "14s")
                .with("duration", "8s")
                .with("realtime", true)
                .sink(new AtFirstName())
                .run(folder.resolve("out"));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path person) {
        try (Stream<Path> files = Files.list(person)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(person);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something when the first name is said. */
    private static final class AtFirstName implements Sink<String> {
        private static final long serialVersionUID = 1L;

        static final AtomicReference<Runnable> ACTION = new AtomicReference<>();

        @Override
        public SinkWriter<String> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(String line, Context at) {
                    if (line.contains("\"IDENTIFIED\"")) {
                        Runnable action = ACTION.getAndSet(null);
                        if (action != null) {
                            action.run();
                        }
                    }
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
