package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.source.RtspServer;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passwords of cameras, searched for in everything that a failing run leaves: both streams of its process with all logging on, what FFmpeg
 * itself may write included; the cluster's web pages; checkpoints; events and counts.
 */
@Timeout(180)
class R30SecretsIT {
    private static final String RIGHT = "r1ght-S3cret@:#";
    private static final String WRONG = "wr0ng-S3cret";
    private static final String IN_A_VARIABLE = "v4r-S3cret";
    private static final String IN_A_QUERY = "qu3ry-S3cret";
    private static final String IN_A_LIST = "l1st-S3cret";

    @TempDir
    private Path folder;

    @Test
    void noPasswordIsLeftAnywhere() throws Exception {
        Path stream = transportStream(TestData.shared("video/intel_ccby/head-pose-face-detection-female-and-male.mp4"));
        Path password = Files.writeString(folder.resolve("password"), RIGHT + "\n");
        Path left = Files.createDirectories(folder.resolve("left"));
        try (RtspServer server = RtspServer.withPassword("admin:" + RIGHT, "cam=" + stream)) {
            String host = "127.0.0.1:" + server.port() + "/cam";
            Files.writeString(
                    folder.resolve("cameras.yaml"),
                    "- {id: filed, uri: 'rtsp://admin@" + host + "', passwordFile: '" + password + "'}\n"
                            + "- {id: listed, uri: 'rtsp://admin:" + IN_A_LIST + "@" + host + "'}\n");
            run(
                    left,
                    "wrong=rtsp://admin:" + WRONG + "@" + host,
                    "variable=rtsp://admin:${R30_PASSWORD}@" + host,
                    "query=http://127.0.0.1:9/video?user=admin&pwd=" + IN_A_QUERY);
        }
        List<Path> files = files(left);
        for (String secret : List.of(RIGHT, WRONG, IN_A_VARIABLE, IN_A_QUERY, IN_A_LIST)) {
            for (String form : List.of(
                    secret,
                    URLEncoder.encode(secret, StandardCharsets.UTF_8),
                    base64("admin:" + secret),
                    base64(secret))) {
                assertThat(files.stream().filter(file -> contains(file, form)))
                        .as("files that hold %s", form)
                        .isEmpty();
            }
        }
        assertLooked(left);
    }

    /** What was searched is what it should be. */
    private static void assertLooked(Path left) throws IOException {
        String log = Files.readString(left.resolve("stderr.log"), StandardCharsets.ISO_8859_1)
                + Files.readString(left.resolve("stdout.log"), StandardCharsets.ISO_8859_1);
        for (String camera : List.of("wrong", "variable", "listed")) {
            assertThat(log).contains("camera " + camera + ": rtsp://***@127.0.0.1:");
        }
        assertThat(log)
                .contains("refused (expected: the right user and password)")
                .contains("broken on purpose");
        assertThat(log).contains("DEBUG").contains("camera filed: up");
        List<Path> pages = files(left.resolve("pages"));
        assertThat(pages).hasSizeGreaterThan(30);
        assertThat(pages).anyMatch(page -> contains(page, "broken on purpose"));
        assertThat(pages).anyMatch(page -> contains(page, "frames_captured"));
        assertThat(files(left.resolve("checkpoints"))).anyMatch(file -> contains(file, "filed"));
        assertThat(RunFixture.ofType(RunFixture.events(left.resolve("out")), "CAMERA_DOWN"))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    private void run(Path left, String... cameras) throws Exception {
        Path logging = Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = DEBUG
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d %p %c %m%n%throwable
                """);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx2g"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Dfacestream.root=" + TestData.root(),
                "-Dlog4j.configurationFile=" + logging,
                "-Dlog4j2.configurationFile=" + logging,
                "-cp",
                System.getProperty("java.class.path"),
                SecretRun.class.getName(),
                left.toString(),
                TestData.shared("video/scene_facebank").toString()));
        command.addAll(List.of(cameras));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("R30_PASSWORD", IN_A_VARIABLE);
        builder.redirectOutput(left.resolve("stdout.log").toFile());
        builder.redirectError(left.resolve("stderr.log").toFile());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(150, TimeUnit.SECONDS)).as("ended").isTrue();
            assertThat(process.exitValue()).as(tail(left.resolve("stderr.log"))).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8))
                .replace("=", "");
    }

    private Path transportStream(Path video) throws Exception {
        Path stream = folder.resolve("video.ts");
        try {
            Process ffmpeg = new ProcessBuilder(
                            "ffmpeg",
                            "-v",
                            "error",
                            "-i",
                            video.toString(),
                            "-an",
                            "-c",
                            "copy",
                            "-f",
                            "mpegts",
                            stream.toString())
                    .inheritIO()
                    .start();
            assertThat(ffmpeg.waitFor()).isZero();
            return stream;
        } catch (IOException e) {
            return Assumptions.abort("no ffmpeg on the path (needs the package ffmpeg)");
        }
    }
}
