package io.facestream.facebank.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.FacebankException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() throws Exception {
        FolderSettings settings = new FolderSettings(0.001, Double.NaN);

        settings.write(folder);

        assertThat(FolderSettings.read(folder)).isEqualTo(settings);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("settings.json"));
        }
        FolderSettings.NONE.write(folder);
        assertThat(FolderSettings.read(folder)).isEqualTo(FolderSettings.NONE);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileIsNobodysPicture() throws Exception {
        new FolderSettings(0.02, 0.1).write(folder);

        FolderScan scan = FolderScan.of(folder);

        assertThat(scan.people()).isEmpty();
        assertThat(scan.refused()).isEmpty();
    }

    @Test
    void whatCannotBeUnderstoodIsToldWithItsPlace() throws Exception {
        Map<String, String> wrong = Map.of(
                "{\"fpir\": 2}",
                "fpir: 2.0 (expected: between 0 and 1",
                "{\"fpir\": \"low\"}",
                "fpir: not a number",
                "{\"fpr\": 0.1}",
                "fpr (expected: some of fpir, margin, model)",
                "{\"margin\": -0.1}",
                "margin: -0.1 (expected: between 0 and 1",
                "[1]",
                "no fields",
                "",
                "no fields",
                "{\"fpir\": ",
                "cannot be read",
                " ".repeat(5_000),
                "more than 4096 bytes");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            Files.writeString(folder.resolve("settings.json"), each.getKey());
            assertThatThrownBy(() -> FolderSettings.read(folder))
                    .as(each.getKey())
                    .isInstanceOf(FacebankException.class)
                    .hasMessageContaining("settings.json: ")
                    .hasMessageContaining(each.getValue());
        }
    }
}
