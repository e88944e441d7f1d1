package io.facestream.evaluate.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFolderTest {
    @TempDir
    private Path people;

    @ParameterizedTest
    @CsvSource({
        "ann, ann",
        "Ann O'Neil, Ann O'Neil",
        "../../etc/passwd, etc-passwd",
        "..\\..\\windows, windows",
        "/root, root",
        ".hidden, hidden",
        "a/b, a-b",
        "ann/.., ann",
    })
    void aNameNeverLeadsOutOfTheFolder(String person, String name) {
        assertThat(CaptureFolder.nameOf(person)).isEqualTo(name);
        assertThat(people.resolve(name).normalize().getParent()).isEqualTo(people);
    }

    @Test
    void aNameIsKeptInItsComposedFormOnOneLine() {
        assertThat(CaptureFolder.nameOf("Z\u030cofka\nx")).isEqualTo("\u017dofka-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "/", ". /", "---"})
    void whatLeavesNoNameIsRefused(String person) {
        assertThatThrownBy(() -> CaptureFolder.nameOf(person)).hasMessageContaining("expected: a name with letters");
    }

    @Test
    void picturesAreAddedAndNothingIsWrittenOver() throws IOException {
        Path ann = Files.createDirectory(people.resolve("ann"));
        Files.writeString(ann.resolve("capture-001.jpg"), "old");
        Files.createSymbolicLink(ann.resolve("capture-003.jpg"), people.resolve("nowhere.jpg"));

        CaptureFolder folder = new CaptureFolder(people, "ann");

        assertThat(folder.add(new byte[] {1})).isEqualTo(ann.resolve("capture-002.jpg"));
        assertThat(folder.add(new byte[] {2})).isEqualTo(ann.resolve("capture-004.jpg"));
        assertThat(ann.resolve("capture-001.jpg")).hasContent("old");
        assertThat(people.resolve("nowhere.jpg")).doesNotExist();
    }

    @Test
    void aLinkInThePlaceOfTheFolderIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(people.resolve("elsewhere"));
        Files.createSymbolicLink(people.resolve("ann"), elsewhere);
        assertThatThrownBy(() -> new CaptureFolder(people, "ann")).hasMessageContaining("a link (expected");
    }
}
