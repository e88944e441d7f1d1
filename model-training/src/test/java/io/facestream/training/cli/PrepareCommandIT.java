package io.facestream.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.training.data.PictureSet;
import io.facestream.training.data.PictureSets;
import io.facestream.vision.TestData;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrepareCommandIT {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRunThatIsKilledGoesOnAndWritesWhatAnUnbrokenOneWrites() throws Exception {
        Path from = TestData.shared("att_faces");
        Path whole = folder.resolve("whole.rec");
        Path killed = folder.resolve("killed.rec");
        assertThat(prepare(from, whole)).isZero();
        for (int kills = 0; kills < 2; kills++) {
            int before = done(killed);
            Process process = start(enlarging(from, killed));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (process.isAlive() && done(killed) <= before && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
            process.destroyForcibly().waitFor();
        }
        assertThat(killed).as("was killed before it was complete").doesNotExist();
        assertThat(prepare(from, killed)).isZero();
        assertThat(out.toString()).contains("going on where an earlier run was stopped");
        for (String extension : List.of("rec", "idx", "lst")) {
            assertThat(folder.resolve("killed." + extension))
                    .hasSameBinaryContentAs(folder.resolve("whole." + extension));
        }
    }

    @Test
    void photographsAreAlignedAndWhatHasNoFaceIsListed() throws Exception {
        Path from = folder.resolve("photos");
        Path person = from.resolve("dad");
        Files.createDirectories(person);
        Files.copy(TestData.shared("facebank_demo/family1_dad/Family1-Dad1.jpg"), person.resolve("dad.jpg"));
        Files.write(person.resolve("wall.pgm"), wall());
        TestData.models();
        Path to = folder.resolve("faces");
        assertThat(run("prepare", "--from", from.toString(), "--to", to.toString(), "--align", "--png"))
                .isZero();
        assertThat(out.toString())
                .contains(
                        "faces: 1 pictures of 1 people",
                        "1 people have one picture only",
                        "dad/wall.pgm: no face in 200 x 200");
        try (PictureSet set = PictureSets.open(to.toString())) {
            assertThat(set.name(0)).isEqualTo("dad/dad.png");
            assertThat(set.read(0)).hasSize(112 * 112 * 3);
        }
    }

    @Test
    void inspectTellsWhatSetsAndPairsHold() {
        String records = TestData.shared("formats/train.rec").toString();
        Path sheet = folder.resolve("sheet.png");
        assertThat(run("inspect", records, "--sheet", sheet.toString())).isZero();
        assertThat(out.toString())
                .contains(
                        "MXNet RecordIO", "pictures      226", "people        3", "112 x 112 (226)", "unreadable    0");
        assertThat(sheet).isNotEmptyFile();
        assertThat(run("inspect", TestData.shared("formats/small_lfw.bin").toString()))
                .isZero();
        assertThat(out.toString()).contains("pairs         10: 10 same, 0 different");
    }

    @Test
    void mistakesAreToldInALine() throws Exception {
        Files.createDirectories(folder.resolve("from/ann"));
        Files.writeString(folder.resolve("from/ann/1.jpg"), "torn");
        String from = folder.resolve("from").toString();
        assertThat(run(
                        "prepare",
                        "--from",
                        from,
                        "--to",
                        folder.resolve("from/out").toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("prepare", "--from", from, "--to", folder.resolve("out").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "(expected: a place outside of --from",
                        "facestream: none of 1 pictures can be used; the first: ann/1.jpg: starts with 0x746f726e")
                .doesNotContain("\tat ");
    }

    private int run(String... args) {
        return Train.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private static Process start(String... args) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:TieredStopAtLevel=1",
                "-Dfacestream.root=" + TestData.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Train.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private int prepare(Path from, Path to) {
        return run(enlarging(from, to));
    }

    /** Takes seconds, so that there is something to be killed. */
    private static String[] enlarging(Path from, Path to) {
        return new String[] {
            "prepare", "--from", from.toString(), "--to", to.toString(), "--side", "1024", "--threads", "1"
        };
    }

    /** How many pictures count as done should the run be killed now. */
    private static int done(Path rec) throws IOException {
        Path journal = rec.resolveSibling(rec.getFileName() + ".progress");
        return Files.exists(journal)
                ? new ObjectMapper()
                        .readTree(journal.toFile())
                        .at("/tally/next")
                        .asInt()
                : 0;
    }

    private static byte[] wall() {
        byte[] header = "P5 200 200 255\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] picture = java.util.Arrays.copyOf(header, header.length + 200 * 200);
        java.util.Arrays.fill(picture, header.length, picture.length, (byte) 128);
        return picture;
    }
}
