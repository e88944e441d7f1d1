package io.facestream.facebank;

import static io.facestream.facebank.FacebankRecords.MODEL;
import static io.facestream.facebank.FacebankRecords.record;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.crypt.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFacebankFileTest {
    private final Facebank bank =
            Facebank.of(3, MODEL, "some_model", List.of(record("ann", "a.jpg"), record("bob", "b.jpg")));

    @TempDir
    private Path folder;

    private Path file;
    private MasterKey key;

    @BeforeEach
    void write() {
        file = folder.resolve("people.facebank");
        key = MasterKey.create(folder.resolve("facebank.key"));
        FacebankFile.write(bank, file, key);
    }

    @Test
    void theKeyGivesBackWhatWasWritten() throws IOException {
        Facebank read = FacebankFile.read(file, MODEL, key);
        assertThat(read.records()).isEqualTo(bank.records());
        assertThat(read.version()).isEqualTo(bank.version());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(FacebankFile.looksLikeOne(file)).isTrue();
    }

    @Test
    void noTemplateIsReadableInTheFile() throws IOException {
        Path clear = folder.resolve("clear.facebank");
        FacebankFile.write(bank, clear);
        String sealed = Files.readString(file, ISO_8859_1);
        for (FacebankRecord record : bank.records()) {
            String template = FacebankJson.base64(record.template());
            assertThat(Files.readString(clear, ISO_8859_1)).contains(template.substring(0, 64));
            assertThat(sealed).doesNotContain(template.substring(0, 64));
        }
    }

    @Test
    void withoutAKeyTheMessageSaysHowToGiveOne() {
        assertThatThrownBy(() -> FacebankFile.read(file))
                .isInstanceOf(FacebankException.class)
                .hasMessage(
                        "facebank: " + file + " is encrypted and no key is given (expected: --facebank-key FILE, or the"
                                + " environment variable FACESTREAM_FACEBANK_KEY; `./facestream facebank key FILE` makes one)");
    }

    @Test
    void anotherKeyIsNamedAsWrong() {
        MasterKey wrong = MasterKey.create(folder.resolve("wrong.key"));
        assertThatThrownBy(() -> FacebankFile.read(file, wrong))
                .hasMessage("facebank: " + file
                        + " does not open with this facebank key (expected: the one that it was made with)");
    }

    @Test
    void aTemplateThatWasExchangedDoesNotOpen() throws IOException {
        List<String> lines = Files.readAllLines(file);
        String first = template(lines.get(1));
        String second = template(lines.get(2));
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(first, "#")
                        .replace(second, first)
                        .replace("#", second));
        assertThatThrownBy(() -> FacebankFile.read(file, key))
                .isInstanceOf(FacebankException.class)
                .hasMessageContaining("line 2: template ann-a.jpg does not open");
    }

    private static String template(String line) {
        int at = line.indexOf("\"template\":\"") + 12;
        return line.substring(at, line.indexOf('"', at));
    }

    @Test
    void aClearFileNeedsNoKey() {
        FacebankFile.write(bank, file);
        assertThat(FacebankFile.read(file, key)).isEqualTo(bank);
        assertThat(FacebankFile.read(file)).isEqualTo(bank);
    }
}
