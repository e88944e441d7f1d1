package io.facestream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.facebank.crypt.MasterKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every page in Chromium, on a real run; its pictures lie in {@code target/screenshots}. */
@Timeout(180)
class BrowserIT {
    @TempDir
    private Path folder;

    @Test
    void everyPageShowsTheRunAndIsReadableByAll() throws Exception {
        Path chromium = Path.of("/usr/bin/chromium");
        Assumptions.assumeTrue(Files.isExecutable(chromium), "no browser at " + chromium + " (Debian: chromium)");
        Path pictures = Files.createDirectories(Path.of("target/screenshots").toAbsolutePath());
        Path key = folder.resolve("facebank.key");
        MasterKey.create(key);
        Files.createDirectories(folder.resolve("people"));
        List<String> keepsFaces =
                List.of("--crops", folder.resolve("crops").toString(), "--facebank-key", key.toString());
        try (RunInBrowser run = new RunInBrowser(folder, keepsFaces)) {
            Path script = RunInBrowser.ROOT.resolve("console/web/test/pages.mjs");
            Process node = new ProcessBuilder(
                            "node", script.toString(), run.address(), run.token(), pictures.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(node.waitFor()).as(said).isZero();
            assertThat(said).contains("first paint after ");
        }
        try (Stream<Path> files = Files.list(pictures)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertThat(names)
                    .contains(
                            "sign-in.png",
                            "live.png",
                            "events.png",
                            "health.png",
                            "verify.png",
                            "threshold.png",
                            "live-phone-dark.png",
                            "people.png",
                            "unknowns.png");
        }
    }
}
