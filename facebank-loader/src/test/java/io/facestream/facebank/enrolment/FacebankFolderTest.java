package io.facestream.facebank.enrolment;

import static io.facestream.facebank.enrolment.PaintedFaces.paint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.FacebankChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacebankFolderTest {
    private final PaintedFaces faces = new PaintedFaces();
    private final SetClock clock = new SetClock();
    private long millis;

    @TempDir
    private Path temporary;

    private Path people;
    private FacebankFolder folder;

    @BeforeEach
    void open() throws IOException {
        people = Files.createDirectory(temporary.resolve("people"));
        EnrolmentOptions options = EnrolmentOptions.defaults().withThreads(1);
        Enroller enroller =
                new Enroller(PaintedFaces.MODEL, "models", options, faces, temporary.resolve("cache"), clock);
        folder = FacebankFolder.open(people, enroller, clock, () -> TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @AfterEach
    void close() {
        folder.close();
        assertThat(faces.open).hasValue(0);
    }

    private FacebankChange changeAfter(long moreMillis) {
        millis += moreMillis;
        return folder.poll().orElse(null);
    }

    @Test
    void aRecordLeavesWhenItExpires() throws IOException {
        paint(people.resolve("ann/a.png"), 1, 1, 1);
        Files.writeString(people.resolve("ann/person.json"), "{\"validUntil\":\"2026-06-01T12:00:10Z\"}");
        assertThat(folder.load().records()).hasSize(1);
        assertThat(changeAfter(1_000)).isNull();
        clock.now = Instant.parse("2026-06-01T12:00:10Z");
        assertThat(changeAfter(1_000).removals()).hasSize(1);
        assertThat(changeAfter(1_000)).isNull();
    }

    @Test
    void numbersGrowByOneAndAPictureThatIsRefusedChangesNothing() throws IOException {
        assertThat(folder.load().isEmpty()).isTrue();
        paint(people.resolve("ann/a.png"), 1, 1, 1);
        assertThat(changeAfter(200)).isNull();
        assertThat(changeAfter(300).version()).startsWith("2-");
        paint(people.resolve("ann/crowd.png"), 1, 2, 1);
        assertThat(changeAfter(200)).isNull();
        assertThat(changeAfter(300)).isNull();
        assertThat(folder.report().refused()).containsEntry(PictureVerdict.SEVERAL_FACES, 1);
        paint(people.resolve("ann/b.png"), 1, 1, 2);
        assertThat(changeAfter(200)).isNull();
        FacebankChange change = changeAfter(300);
        assertThat(change.number()).isEqualTo(3);
        assertThat(change.upserts()).hasSize(1);
    }

    @Test
    void ofManyPicturesSomeAreLiveBeforeTheOthers() throws IOException {
        folder.load();
        for (int i = 0; i < 40; i++) {
            paint(people.resolve("ann/" + i + ".png"), 1, 1, i);
        }
        assertThat(changeAfter(200)).isNull();
        assertThat(changeAfter(300).upserts()).hasSize(32);
        assertThat(changeAfter(300).upserts()).hasSize(8);
        assertThat(faces.embedded).hasValue(40);
    }

    @Test
    void nothingIsPolledBeforeItIsLoaded() {
        assertThatThrownBy(() -> folder.poll()).hasMessage("poll before load (expected: load first)");
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-06-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
