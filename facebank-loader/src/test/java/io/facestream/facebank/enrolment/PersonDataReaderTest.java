package io.facestream.facebank.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonDataReaderTest {
    @TempDir
    private Path folder;

    private PersonData read(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        FileStamp stamp = FileStamp.of(Files.readAttributes(file, BasicFileAttributes.class));
        return PersonDataReader.read("ann", new ScannedFile(name, file, stamp));
    }

    @Test
    void jsonAndYamlSayTheSame() throws IOException {
        PersonData json = read("person.json", "{\"name\":\"Ann\",\"validUntil\":\"2027-01-31\",\"minor\":false}");
        PersonData yaml = read("person.yaml", "name: Ann\nvalidUntil: 2027-01-31\nminor: false\n");
        assertThat(yaml).isEqualTo(json);
        assertThat(json.displayName()).isEqualTo("Ann");
        assertThat(Instant.ofEpochMilli(json.validUntilMillis())).isEqualTo("2027-02-01T00:00:00Z");
    }

    @Test
    void somebodyMayBeIgnored() throws IOException {
        assertThat(read("person.json", "{\"ignore\":true}").ignored()).isTrue();
        assertThat(read("person.yaml", "ignore: false\n").ignored()).isFalse();
        assertThat(read("person.json", "{}").ignored()).isFalse();
    }

    @Test
    void anInstantIsExact() throws IOException {
        PersonData data = read("person.json", "{\"validUntil\":\"2027-01-31T10:00:00Z\"}");
        assertThat(Instant.ofEpochMilli(data.validUntilMillis())).isEqualTo("2027-01-31T10:00:00Z");
        assertThat(data.displayName()).isEqualTo("ann");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"minor\":\"yes\"}|minor: yes (expected: true or false)",
                "{\"Minor\":true}|person.json: Minor (expected: some of consent,",
                "{\"validUntil\":\"soon\"}|validUntil: soon (expected: a date such as 2027-12-31",
                "{\"name\":\"a\\nb\"}|name: not one line of text",
                "[1]|person.json: no fields",
                "{\"name\":|(expected: JSON or YAML as its name says)",
            })
    void whatCannotBeUnderstoodIsNamed(String json, String message) {
        assertThatThrownBy(() -> read("person.json", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    @Test
    void anEndlessFileIsNotRead() {
        assertThatThrownBy(() -> read("person.yaml", "a".repeat(70_000))).hasMessageContaining("more than 65536 bytes");
    }
}
