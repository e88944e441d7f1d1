package io.facestream.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.training.data.PictureSet;
import io.facestream.training.data.PictureSets;
import io.facestream.vision.TestData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCommandIT {
    @TempDir
    Path folder;

    @Test
    void realPhotographsOfThoseWhoAgreedBecomeAlignedCrops() throws Exception {
        Path people = folder.resolve("people");
        Path demo = TestData.shared("facebank_demo");
        TestData.models();
        for (Map.Entry<String, String> picture : Map.of(
                        "family1_dad", "Family1-Dad1.jpg", "family1_mom", "Family1-Mom1.jpg")
                .entrySet()) {
            Path person = Files.createDirectories(people.resolve(picture.getKey()));
            Files.copy(demo.resolve(picture.getKey()).resolve(picture.getValue()), person.resolve(picture.getValue()));
        }
        Path list = Files.writeString(folder.resolve("agreed.txt"), "family1_dad\n");
        Path events = Files.write(
                folder.resolve("events.jsonl"),
                List.of(
                        "{\"type\":\"IDENTIFIED\",\"visitId\":\"v1\",\"personId\":\"family1_dad\",\"capturedAt\":\"2026-01-31T12:00:00Z\"}",
                        "{\"type\":\"IDENTIFIED\",\"visitId\":\"v2\",\"personId\":\"family1_mom\",\"capturedAt\":\"2026-01-31T12:00:00Z\"}"));
        StringWriter out = new StringWriter();
        Path to = folder.resolve("set");
        int code = Train.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(
                        "dataset",
                        "--facebank",
                        people.toString(),
                        "--events",
                        events.toString(),
                        "--consent",
                        list.toString(),
                        "--out",
                        to.toString());
        assertThat(code).isZero();
        assertThat(out.toString()).contains("1 pictures of 1 people", "people left out, no consent: 1");
        try (PictureSet set = PictureSets.open(to.toString())) {
            assertThat(set.classes()).containsExactly("family1_dad");
            assertThat(set.read(0)).hasSize(112 * 112 * 3);
        }
    }
}
