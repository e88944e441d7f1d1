package io.facestream.facebank.crypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.FacebankException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    @TempDir
    private Path folder;

    private Path file;
    private MasterKey key;

    @BeforeEach
    void create() {
        file = folder.resolve("deep/facebank.key");
        key = MasterKey.create(file);
    }

    @Test
    void aKeyIsForItsOwnerOnlyAndReadAgain() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(MasterKey.read(file).knows(key.mark())).isTrue();
        assertThat(MasterKey.create(folder.resolve("other")).knows(key.mark())).isFalse();
    }

    @Test
    void aKeyIsNeverOverwritten() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> MasterKey.create(file))
                .isInstanceOf(FacebankException.class)
                .hasMessageContaining("facebank key: " + file + " is there (expected: a new file");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void theVariableHoldsJsonOrBase64() throws IOException {
        String json = Files.readString(file);
        String base64 = Base64.getMimeEncoder().encodeToString(json.getBytes(UTF_8));
        assertThat(MasterKey.find(null, json).orElseThrow().knows(key.mark())).isTrue();
        assertThat(MasterKey.find(null, base64).orElseThrow().knows(key.mark())).isTrue();
        assertThat(MasterKey.find(null, " ")).isEmpty();
        assertThat(MasterKey.find(null, null)).isEmpty();
        assertThat(MasterKey.find(file, "nonsense").orElseThrow().knows(key.mark()))
                .isTrue();
    }

    @Test
    void whatIsNoKeyIsNeverQuoted() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "{\"key\":[{\"secret\":\"hunter2\"}]}");
        assertThatThrownBy(() -> MasterKey.read(other))
                .hasMessageStartingWith("facebank key: " + other + " holds no key (expected: ")
                .hasNoCause()
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> MasterKey.find(null, "hunter2"))
                .hasMessageStartingWith("facebank key: FACESTREAM_FACEBANK_KEY holds no key")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> MasterKey.read(folder.resolve("missing")))
                .hasMessageContaining("missing: no such file (expected: --facebank-key FILE");
    }

    @Test
    void nothingOfAKeyIsShown() {
        assertThat(key).hasToString("MasterKey[***]");
        assertThat(PersonKey.generate()).hasToString("PersonKey[***]");
        assertThat(PersonKey.generate()).isNotInstanceOf(java.io.Serializable.class);
    }
}
