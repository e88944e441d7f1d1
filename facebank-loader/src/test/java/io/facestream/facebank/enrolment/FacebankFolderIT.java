package io.facestream.facebank.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankChange;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.vision.TestData;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watched folder with the default models and real pictures. */
class FacebankFolderIT {
    private static final long LIVE_WITHIN_MILLIS = 2_000;

    @TempDir
    private Path temporary;

    private Path people;
    private Path demo;
    private FacebankFolder folder;

    @BeforeEach
    void open() throws IOException {
        demo = TestData.shared("facebank_demo");
        TestData.models();
        people = Files.createDirectory(temporary.resolve("people"));
        copy("family1_dad/Family1-Dad1.jpg");
        copy("family1_dad/Family1-Dad2.jpg");
        Enroller enroller = Enroller.open(
                ModelStore.defaultPack(), Device.CPU, EnrolmentOptions.defaults(), temporary.resolve("cache"));
        folder = FacebankFolder.open(people, enroller);
        folder.load();
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private void copy(String picture) throws IOException {
        Path target = people.resolve(picture);
        Files.createDirectories(target.getParent());
        Files.copy(demo.resolve(picture), target);
    }

    /** Polls as a job does until there is a change, for at most two seconds. */
    private Optional<FacebankChange> nextChange() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIVE_WITHIN_MILLIS);
        while (System.nanoTime() < deadline) {
            Optional<FacebankChange> change = folder.poll();
            if (change.isPresent()) {
                return change;
            }
            Thread.sleep(50);
        }
        return Optional.empty();
    }

    @Test
    void aPictureDroppedInIsLiveWithinTwoSecondsAndARemovedOneGone() throws Exception {
        Facebank first = folder.current();
        assertThat(first.number()).isEqualTo(1);
        assertThat(folder.poll()).isEmpty();
        copy("family2_man/Family2-Man1.jpg");
        FacebankChange added = nextChange().orElseThrow();
        assertThat(added.number()).isEqualTo(2);
        assertThat(added.upserts()).extracting(FacebankRecord::personId).containsExactly("family2_man");
        assertThat(added.removals()).isEmpty();
        assertThat(folder.report().embedded()).isEqualTo(1);
        Files.delete(people.resolve("family2_man/Family2-Man1.jpg"));
        FacebankChange removed = nextChange().orElseThrow();
        assertThat(removed.number()).isEqualTo(3);
        assertThat(removed.upserts()).isEmpty();
        assertThat(removed.removals()).containsExactly(added.upserts().get(0).templateId());
        assertThat(folder.current().contentSha256()).isEqualTo(first.contentSha256());
    }

    @Test
    void aPictureThatIsReplacedTakesThePlaceOfTheOldOne() throws Exception {
        Files.copy(
                demo.resolve("family1_dad/Family1-Dad3.jpg"),
                people.resolve("family1_dad/Family1-Dad1.jpg"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        FacebankChange change = nextChange().orElseThrow();
        assertThat(change.upserts()).hasSize(1);
        assertThat(change.removals()).hasSize(1);
    }

    @Test
    void aHalfWrittenPictureIsWaitedFor() throws Exception {
        byte[] bytes = Files.readAllBytes(demo.resolve("family2_man/Family2-Man1.jpg"));
        Path target = Files.createDirectories(people.resolve("family2_man")).resolve("slow.jpg");
        try (OutputStream out = Files.newOutputStream(target)) {
            int part = bytes.length / 8;
            for (int i = 0; i < 8; i++) {
                out.write(Arrays.copyOfRange(bytes, i * part, i == 7 ? bytes.length : (i + 1) * part));
                out.flush();
                Thread.sleep(150);
                assertThat(folder.poll()).isEmpty();
            }
        }
        assertThat(folder.report().found()).isEqualTo(2);
        assertThat(nextChange().orElseThrow().upserts()).hasSize(1);
    }

    @Test
    void aWriterThatPausesOnlyDelaysItsPicture() throws Exception {
        byte[] bytes = Files.readAllBytes(demo.resolve("family2_man/Family2-Man1.jpg"));
        Path target = Files.createDirectories(people.resolve("family2_man")).resolve("slow.jpg");
        Files.write(target, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(nextChange()).isEmpty();
        assertThat(folder.report().refused()).containsEntry(PictureVerdict.DAMAGED, 1);
        Files.write(target, bytes);
        assertThat(nextChange().orElseThrow().upserts()).hasSize(1);
    }

    @Test
    void whileTheFolderIsAwayNobodyIsForgotten() throws Exception {
        Path elsewhere = temporary.resolve("elsewhere");
        Files.move(people, elsewhere);
        assertThat(nextChange()).isEmpty();
        assertThat(folder.current().records()).hasSize(2);
        Files.move(elsewhere, people);
        copy("family2_man/Family2-Man1.jpg");
        assertThat(nextChange().orElseThrow().upserts()).hasSize(1);
        assertThat(folder.current().records()).hasSize(3);
    }

    @Test
    void aWithdrawnConsentRemovesThePerson() throws Exception {
        Files.writeString(people.resolve("family1_dad/person.json"), "{\"consent\":false}");
        assertThat(nextChange().orElseThrow().removals()).hasSize(2);
        assertThat(folder.current().isEmpty()).isTrue();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = temporary.resolve("missing");
        try (Enroller enroller = Enroller.open(
                ModelStore.defaultPack(), Device.CPU, EnrolmentOptions.defaults(), temporary.resolve("cache"))) {
            assertThatThrownBy(() -> FacebankFolder.open(missing, enroller))
                    .isInstanceOf(FacebankException.class)
                    .hasMessageStartingWith("facebank: " + missing + " (expected: ");
        }
    }
}
