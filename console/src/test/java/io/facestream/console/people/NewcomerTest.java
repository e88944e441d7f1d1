package io.facestream.console.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.console.http.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewcomerTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({
        "Ann Lee, ann-lee",
        "José Ångström, jose-angstrom",
        "../../etc/passwd, etc-passwd",
        "<script>alert(1)</script>, script-alert-1-script",
        "😀, person",
        "王小明, person",
        "CON., con",
    })
    void aFolderIsNamedByPlainLettersOnly(String called, String folder) {
        assertThat(FolderNames.free(root, called)).isEqualTo(folder);
    }

    @Test
    void aFolderThatIsThereIsNotTakenAgain() throws Exception {
        Files.createDirectory(root.resolve("ann"));
        Files.createDirectory(root.resolve("ann-2"));
        assertThat(FolderNames.free(root, "Ann")).isEqualTo("ann-3");
        assertThat(FolderNames.free(root, "x".repeat(300))).hasSize(40);
    }

    @Test
    void aNameIsOneLineOfTextOfWhateverScript() throws Exception {
        assertThat(Newcomer.of(Map.of("name", " 王小明 😀 ")).name()).isEqualTo("王小明 😀");
        for (String wrong : new String[] {"", "  ", "Ann\nBob", "a\u202eb", "x".repeat(201)}) {
            assertThatThrownBy(() -> Newcomer.of(Map.of("name", wrong)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("name: ");
        }
    }

    @Test
    void whatIsNotStatedIsNotWritten() throws Exception {
        assertThat(Newcomer.of(Map.of("name", "Ann")).json().toString()).isEqualTo("{\"name\":\"Ann\"}");
        assertThat(Newcomer.of(Map.of(
                                "name", "Ann", "consent", "form 7", "validUntil", "2027-12-31", "ignored", "true"))
                        .json()
                        .toString())
                .isEqualTo("{\"name\":\"Ann\",\"consent\":\"form 7\",\"validUntil\":\"2027-12-31\",\"ignore\":true}");
    }
}
