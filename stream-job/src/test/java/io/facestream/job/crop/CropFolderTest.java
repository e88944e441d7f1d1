package io.facestream.job.crop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.crypt.MasterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CropFolderTest {
    private static final byte[] PICTURE = "the pixels of a face".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temporary;

    private Path place;
    private CropFolder folder;
    private MasterKey key;

    @BeforeEach
    void open() {
        place = temporary.resolve("deep/crops");
        folder = new CropFolder(place);
        key = MasterKey.create(temporary.resolve("key"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("key"))
                    .toList();
        }
    }

    @Test
    void aCropIsCiphertextForItsOwnerAndOpensWithTheKey() throws IOException {
        folder.write("cam-1000-0", PICTURE, key);
        Path file = place.resolve("cam-1000-0.crop");
        assertThat(files()).containsExactly(file);
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("pixels");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.read("cam-1000-0", key)).isEqualTo(PICTURE);
    }

    @Test
    void itOpensWithNoOtherKeyAndUnderNoOtherName() throws IOException {
        folder.write("cam-1000-0", PICTURE, key);
        MasterKey other = MasterKey.create(temporary.resolve("other-key"));
        assertThatThrownBy(() -> folder.read("cam-1000-0", other))
                .isInstanceOf(FacebankException.class)
                .hasMessageContaining("does not open");
        Files.move(place.resolve("cam-1000-0.crop"), place.resolve("cam-2000-0.crop"));
        assertThatThrownBy(() -> folder.read("cam-2000-0", key)).hasMessageContaining("does not open");
        assertThatThrownBy(() -> folder.read("cam-1000-0", key)).hasMessageContaining("none in");
    }

    @Test
    void whateverTheCameraIsCalledTheFileStaysInTheFolder() throws IOException {
        List<String> visits = List.of("../../etc/x-1-0", ".hidden-1-0", "a/b\\c-1-0", "Tür 3%41-1-0", "..-1-0");
        for (String visit : visits) {
            folder.write(visit, PICTURE, key);
            assertThat(folder.read(visit, key)).isEqualTo(PICTURE);
        }
        assertThat(files())
                .hasSize(visits.size() + 0)
                .allMatch(file -> file.getParent().equals(place));
        assertThat(folder.list()).extracting(CropFolder.Entry::visitId).containsExactlyInAnyOrderElementsOf(visits);
    }

    @Test
    void whatIsTooOldIsDeletedAndNothingElse() throws IOException {
        folder.write("old-1-0", PICTURE, key);
        folder.write("new-1-0", PICTURE, key);
        Path note = Files.writeString(place.resolve("note.txt"), "mine");
        Path dead = Files.writeString(place.resolve(".dead.unfinished"), "half");
        FileTime lastWeek = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
        for (Path file : List.of(place.resolve("old-1-0.crop"), note, dead)) {
            Files.setLastModifiedTime(file, lastWeek);
        }
        assertThat(folder.sweep(Instant.now().minus(Duration.ofDays(7)))).isEqualTo(2);
        assertThat(folder.list()).extracting(CropFolder.Entry::visitId).containsExactly("new-1-0");
        assertThat(note).exists();
        assertThat(dead).doesNotExist();
    }

    @Test
    void aFolderThatIsNotThereIsSweptWithoutAWord() throws IOException {
        assertThat(folder.sweep(Instant.now())).isZero();
        assertThatThrownBy(folder::list).hasMessageContaining("expected: a folder that a run with --crops has written");
    }
}
