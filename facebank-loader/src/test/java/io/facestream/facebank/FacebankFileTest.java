package io.facestream.facebank;

import static io.facestream.facebank.FacebankRecords.MODEL;
import static io.facestream.facebank.FacebankRecords.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacebankFileTest {
    private final Facebank bank = Facebank.of(
            3, MODEL, "some_model", List.of(record("ann", "a.jpg"), record("böb", "b.jpg", MODEL, 1_800_000_000_000L)));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("people.facebank");
        FacebankFile.write(bank, file);
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        Facebank read = FacebankFile.read(file, MODEL);
        assertThat(read.records()).isEqualTo(bank.records());
        assertThat(read.version()).isEqualTo(bank.version());
        assertThat(read.modelName()).isEqualTo("some_model");
    }

    @Test
    void whoIsIgnoredIsRememberedAndMakesAnotherVersion() {
        FacebankRecord ann = bank.records().get(0);
        Facebank ignoring = Facebank.of(
                3,
                MODEL,
                "some_model",
                List.of(ann.withIgnored(true), bank.records().get(1)));
        FacebankFile.write(ignoring, file);
        assertThat(FacebankFile.read(file, MODEL).records())
                .extracting(FacebankRecord::ignored)
                .containsExactly(true, false);
        assertThat(ignoring.version()).isNotEqualTo(bank.version());
        assertThat(bank.changeTo(ignoring).upserts())
                .containsExactly(ignoring.records().get(0));
    }

    @Test
    void theSameFacebankGivesTheSameBytes() throws IOException {
        Path again = folder.resolve("again");
        FacebankFile.write(FacebankFile.read(file), again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void aFileIsReplacedAndNothingIsLeftBeside() throws IOException {
        FacebankFile.write(Facebank.of(4, MODEL, "some_model", List.of()), file);
        assertThat(FacebankFile.read(file).number()).isEqualTo(4);
        assertThat(FacebankFile.read(file).isEmpty()).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFacebankOfAnotherModelIsRefusedByName() {
        assertThatThrownBy(() -> FacebankFile.read(file, "d".repeat(64)))
                .isInstanceOf(FacebankException.class)
                .hasMessageContaining("some_model with SHA-256 " + MODEL)
                .hasMessageContaining("expected: the model in use with dddd");
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length += 97) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertOneLine(() -> FacebankFile.read(file));
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertOneLine(() -> FacebankFile.read(file));
    }

    @Test
    void aChangedRecordIsRefused() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.replace("Name of ann", "Name of Ann"));
        assertThatThrownBy(() -> FacebankFile.read(file)).hasMessageContaining("changed after it was written");
    }

    @Test
    void aDamagedTemplateIsRefusedWithoutShowingIt() throws IOException {
        String text = Files.readString(file);
        int at = text.indexOf("\"template\":\"") + 12;
        String template = text.substring(at, at + 40);
        Files.writeString(file, text.substring(0, at + 100) + "*" + text.substring(at + 101));
        assertThatThrownBy(() -> FacebankFile.read(file))
                .hasMessageContaining("line 2: template: not base64")
                .message()
                .doesNotContain(template);
    }

    @Test
    void otherFilesAreToldApart() throws IOException {
        Files.writeString(file, "ann;0.1;0.2\n");
        assertThatThrownBy(() -> FacebankFile.read(file))
                .hasMessage("facebank: " + file + " (expected: a folder PERSON/*.jpg|png|webp or a facebank file)");
        assertThat(FacebankFile.looksLikeOne(file)).isFalse();
        Files.write(file, new byte[3 << 20]);
        assertOneLine(() -> FacebankFile.read(file));
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> FacebankFile.read(missing))
                .hasMessage("facebank: " + missing + " (expected: a folder PERSON/*.jpg|png|webp or a facebank file)");
        assertThat(FacebankFile.readIfPresent(missing)).isEmpty();
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        Files.write(
                file,
                Files.readString(file)
                        .replace("\"formatVersion\":1", "\"formatVersion\":3")
                        .getBytes(UTF_8));
        assertThatThrownBy(() -> FacebankFile.read(file)).hasMessageContaining(": 3 (expected: 1 or 2)");
    }

    private static void assertOneLine(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(FacebankException.class)
                .message()
                .hasLineCount(1)
                .contains("(expected: ");
    }
}
