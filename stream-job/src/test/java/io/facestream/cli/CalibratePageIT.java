package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.job.calibration.CameraCalibration;
import io.facestream.vision.TestData;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/calibrate.md in their order, on aligned crops of few people; and what they refuse. */
class CalibratePageIT {
    private static final Path CROPS = TestData.shared("lfw/aligned-112");
    private static final int STRANGERS = 106;

    @TempDir
    private Path folder;

    @BeforeEach
    void drawPeople() throws IOException {
        TestData.models();
        int enrolled = 0;
        int strangers = 0;
        try (Stream<Path> people = Files.list(CROPS)) {
            for (Path person : people.sorted().toList()) {
                List<Path> pictures = files(person);
                if (pictures.size() == 3 && enrolled < 12) {
                    enrolled++;
                    copy(pictures.subList(0, 2), "people");
                    copy(pictures.subList(1, 3), "probes");
                } else if (pictures.size() == 1 && strangers < STRANGERS) {
                    strangers++;
                    copy(pictures, "strangers");
                    copy(pictures, "photographs");
                    copy(pictures, "crops");
                    if (strangers <= 30) {
                        copy(pictures, "probes");
                    }
                }
            }
        }
    }

    private static List<Path> files(Path person) throws IOException {
        try (Stream<Path> files = Files.list(person)) {
            return files.sorted().toList();
        }
    }

    private void copy(List<Path> pictures, String part) throws IOException {
        for (Path picture : pictures) {
            Path person = Objects.requireNonNull(picture.getParent()).getFileName();
            Path target = Files.createDirectories(folder.resolve(part).resolve(person));
            Files.copy(picture, target.resolve(picture.getFileName()));
        }
    }

    @Test
    void thePagesCommandsDoWhatItSays() throws Exception {
        writeEvents();
        LocatedModel model = writeModel();
        Map<String, CommandLineRun> runs = new TreeMap<>();
        for (String command : shown()) {
            if (command.startsWith("run ")) {
                Facestream.commandLine().parseArgs(words(command));
                continue;
            }
            CommandLineRun run = CommandLineRun.of(words(command));
            assertThat(run.exitCode())
                    .as(command + "\n" + run.out() + run.err())
                    .isZero();
            runs.put(command.split(" --")[0] + (command.contains("events.jsonl") ? " events" : ""), run);
        }
        assertThat(runs)
                .containsOnlyKeys(
                        "evaluate identification",
                        "calibrate confusable",
                        "calibrate facebank",
                        "calibrate facebank events",
                        "calibrate check",
                        "calibrate model");
        theIdentificationIsCounted(Objects.requireNonNull(runs.get("evaluate identification")));
        theCalibrationHasBothCameras();
        assertThat(runs.get("calibrate confusable").out()).contains("most alike:", " and ");
        assertThat(runs.get("calibrate facebank").out())
                .contains("106 pictures of 106 people", "few for an FPIR of 0.01: 3000");
        theTableIsInTheCard(model);
    }

    private void theIdentificationIsCounted(CommandLineRun run) throws IOException {
        assertThat(run.out())
                .contains("12 people, 24 templates of fr_feature", "12 left out (enrolled themselves)")
                .contains("12 mated (of 12 people); 30 non-mated (of 30 people)")
                .contains("too few: 1000 to see one error");
        JsonNode json = new ObjectMapper()
                .readTree(folder.resolve("identification.json").toFile());
        assertThat(json.path("galleries")).hasSize(2);
        JsonNode whole = json.path("galleries").path(1);
        assertThat(whole.path("rank").path("1").path("of").asInt()).isEqualTo(12);
        assertThat(whole.path("rank").path("1").path("count").asInt()).isGreaterThanOrEqualTo(11);
        assertThat(whole.path("det").size()).isGreaterThan(2);
        assertThat(folder.resolve("report-card.md"))
                .content()
                .contains("<!-- begin identification -->", "12 mated and 30 non-mated searches");
    }

    private void theCalibrationHasBothCameras() throws IOException {
        CameraCalibration calibration = CameraCalibration.read(folder.resolve("calibration.json"));
        assertThat(calibration.cameras()).containsOnlyKeys("*", "door");
        // two of 200 visits may pass; the third best lies 0.0019 below its threshold, and must not: one step above it
        assertThat(calibration.shift("door", 12)).isEqualTo(-0.0018);
        assertThat(calibration.cameras().get("*"))
                .extracting(row -> row.people())
                .containsExactly(12);
        assertThat(calibration.cameras().get("*").get(0).impostors()).isEqualTo(STRANGERS);
    }

    private void theTableIsInTheCard(LocatedModel model) {
        ModelCard card = ModelCard.read(folder.resolve("my-model/fr_feature.json"));
        assertThat(card.sha256()).isEqualTo(model.card().sha256());
        assertThat(card.thresholdsMeasuredOn()).contains("106 simulated passages of 2 shots");
        assertThat(card.thresholds()).extracting(ThresholdRow::shots).containsExactly(1, 2);
        assertThat(card.thresholds().get(0).fmr()).containsExactly(0.1, 0.01, 0.001);
        assertThat(card.thresholds().get(0).threshold().get(2)).isBetween(0.25, 0.4);
    }

    /** 200 visits whose scores lie 0.0010 apart below their threshold, the best 0.0001 above it. */
    private void writeEvents() throws IOException {
        String model = ModelStore.defaultPack().embedding().card().sha256();
        StringBuilder lines = new StringBuilder("{\"type\":\"CAMERA_UP\",\"cameraId\":\"door\"}\n");
        for (int visit = 0; visit < 200; visit++) {
            lines.append("{\"type\":\"UNKNOWN\",\"cameraId\":\"door\",\"visitId\":\"v" + visit + "\",\"score\":"
                    + (0.4001 - visit * 0.001) + ",\"threshold\":0.4,\"modelId\":\"" + model + "\"}\n");
        }
        Files.writeString(folder.resolve("events.jsonl"), lines);
    }

    /** The default model as somebody's own, with a table that is not its own. */
    private LocatedModel writeModel() throws IOException {
        LocatedModel model = ModelStore.defaultPack().embedding();
        Path own = Files.createDirectories(folder.resolve("my-model"));
        Files.copy(model.file(), own.resolve(model.file().getFileName()));
        model.card()
                .withThresholds(List.of(new ThresholdRow(1, List.of(0.1), List.of(0.9))), "nothing")
                .write(own.resolve("fr_feature.json"));
        return model;
    }

    /** The page's plain names are files of this test; pictures are crops, and passages short. */
    private String[] words(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split("\\s+")) {
            boolean file = word.matches("[a-z-]+/|[a-z-]+\\.(jsonl?|md|txt)");
            words.add(file ? folder.resolve(word).toString() : word);
        }
        if (!command.startsWith("run ") && !words.contains("--aligned")) {
            words.add("--aligned");
        }
        if (command.startsWith("calibrate model")) {
            words.addAll(List.of("--shots", "2"));
        }
        return words.toArray(String[]::new);
    }

    private static List<String> shown() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean shell = false;
        for (String line : Files.readAllLines(TestData.root().resolve("docs/calibrate.md"))) {
            if (line.startsWith("```")) {
                shell = line.equals("```sh");
            } else if (shell && line.startsWith("./facestream ")) {
                commands.add(line.substring("./facestream ".length()));
            }
        }
        return commands;
    }

    @Test
    void whatCannotBeMeasuredIsToldInALine() throws Exception {
        String people = folder.resolve("people").toString();
        assertFails(
                1,
                "impostors: 24 (expected: at least 1000 to see an FPIR of 0.001 at all, 30000 to be true to a third)",
                "calibrate",
                "facebank",
                "--facebank",
                folder.resolve("strangers").toString(),
                "--impostors",
                people,
                "--fpir",
                "0.001",
                "--aligned");
        assertFails(
                1,
                "impostors: 0 (expected: at least 100",
                "calibrate",
                "facebank",
                "--facebank",
                people,
                "--impostors",
                people,
                "--aligned");
        assertFails(
                1,
                "--write: fr_feature is a default model, whose card comes with the program",
                "calibrate",
                "model",
                "--pictures",
                people,
                "--aligned",
                "--write");
        assertFails(
                2,
                "--fpir: 2.0 (expected: between 0 and 1",
                "calibrate",
                "confusable",
                "--facebank",
                people,
                "--fpir",
                "2");
        assertFails(2, "--pictures, or --pairs with --images", "calibrate", "model");
        Path text = Files.writeString(folder.resolve("bad.jsonl"), "not an event\n");
        assertFails(
                1,
                text + ":1: \"not an event\" (expected: an identity event, a line of JSON)",
                "calibrate",
                "facebank",
                "--facebank",
                people,
                "--impostors",
                text.toString(),
                "--aligned");
    }

    @Test
    void aFacebankOfAnotherModelIsRefusedByBothNames() throws Exception {
        Path file = folder.resolve("people.facebank");
        String people = folder.resolve("people").toString();
        assertThat(CommandLineRun.of("facebank", "enroll", people, "--aligned", "--out", file.toString())
                        .exitCode())
                .isZero();
        String text = Files.readString(file);
        String sha256 = ModelStore.defaultPack().embedding().card().sha256();
        Files.writeString(file, text.replace(sha256, "0".repeat(64)).replace("fr_feature", "other_model"));
        assertFails(
                1,
                "of model other_model (SHA-256 " + "0".repeat(64) + ") (expected: fr_feature, SHA-256 " + sha256,
                "evaluate",
                "identification",
                "--facebank",
                file.toString(),
                "--probes",
                people);
    }

    @Test
    void withoutStrangersOrWithoutEnrolledPeopleHalfOfTheFiguresIsNotStated() throws Exception {
        String people = folder.resolve("people").toString();
        CommandLineRun nobody = CommandLineRun.of(
                "evaluate",
                "identification",
                "--facebank",
                people,
                "--probes",
                folder.resolve("strangers").toString(),
                "--aligned");
        assertThat(nobody.exitCode()).as(nobody.err()).isZero();
        assertThat(nobody.out())
                .contains("no probe shows anybody enrolled: ranks and FNIR are not stated")
                .doesNotContain("rank 1");
        Path bad = Files.createDirectories(folder.resolve("mates/nobody"));
        Files.writeString(bad.resolve("a.jpg"), "not a picture");
        for (Path person : files(folder.resolve("people"))) {
            Path mate = Files.createDirectories(folder.resolve("mates").resolve(person.getFileName()));
            List<Path> pictures = files(CROPS.resolve(person.getFileName()));
            Files.copy(pictures.get(2), mate.resolve("other.jpg"));
        }
        CommandLineRun mates = CommandLineRun.of(
                "evaluate",
                "identification",
                "--facebank",
                people,
                "--probes",
                folder.resolve("mates").toString(),
                "--aligned");
        assertThat(mates.exitCode()).as(mates.err()).isZero();
        assertThat(mates.out())
                .contains("no probe shows anybody else: FPIR is not stated, nor FNIR at one")
                .contains("12 mated", "1 refused", "  unreadable: ")
                .doesNotContain("FPIR found");
    }

    private static void assertFails(int exitCode, String message, String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.err()).contains("facestream: ").contains(message);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    }
}
