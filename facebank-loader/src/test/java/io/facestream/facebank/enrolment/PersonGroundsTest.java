package io.facestream.facebank.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonGroundsTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void whatIsStatedOfEachPersonIsTold() throws Exception {
        person("ann", "{\"consent\":\"form 7\",\"ignore\":true}");
        person("bob", "{}");
        person("cid", "{\"consent\":\"form 8\",\"validUntil\":\"2026-02-28\"}");
        List<PersonGrounds> grounds = PersonGrounds.of(folder, NOW);
        assertThat(grounds).extracting(PersonGrounds::personId).containsExactly("ann", "bob", "cid");
        assertThat(grounds).extracting(PersonGrounds::consent).containsExactly("form 7", "", "");
        assertThat(grounds).extracting(PersonGrounds::ignored).containsExactly(true, false, false);
        assertThat(grounds.get(0).refusal()).isEmpty();
        assertThat(grounds.get(2).refusal().orElseThrow()).startsWith("validUntil: 2026-03-01T00:00:00Z");
        assertThat(grounds.get(1).pictures())
                .containsExactly(folder.resolve("bob/a.jpg").toRealPath());
    }

    private void person(String id, String data) throws Exception {
        Path person = Files.createDirectory(folder.resolve(id));
        Files.writeString(person.resolve("person.json"), data);
        Files.writeString(person.resolve("a.jpg"), "a picture");
    }
}
