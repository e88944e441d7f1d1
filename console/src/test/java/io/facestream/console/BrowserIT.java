package io.facestream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.facebank.crypt.MasterKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every page in Chromium, on a real run, which is killed and started again meanwhile; its pictures lie in {@code target/screenshots}. */
@Timeout(180)
class BrowserIT {
    @TempDir
    private Path folder;

    @Test
    void everyPageShowsTheRunIsReadableByAllAndOutlivesTheRunsDeath() throws Exception {
        Path chromium = Path.of("/usr/bin/chromium");
        Assumptions.assumeTrue(Files.isExecutable(chromium), "no browser at " + chromium + " (Debian: chromium)");
        Path pictures = Files.createDirectories(Path.of("target/screenshots").toAbsolutePath());
        Path key = folder.resolve("facebank.key");
        MasterKey.create(key);
        Files.createDirectories(folder.resolve("people"));
        List<String> flags = List.of(
                "--source",
                "desk=" + RunInBrowser.MEDIA.resolve("franck.mp4"),
                "--out",
                folder.resolve("out").toString(),
                "--no-annotate",
                "--crops",
                folder.resolve("crops").toString(),
                "--facebank-key",
                key.toString());
        try (RunProcess run = new RunProcess(folder, flags)) {
            Path script = RunInBrowser.ROOT.resolve("console/web/test/pages.mjs");
            Process node = new ProcessBuilder(
                            "node",
                            script.toString(),
                            run.address(),
                            RunProcess.ADMIN,
                            pictures.toString(),
                            RunProcess.VIEWER)
                    .redirectErrorStream(true)
                    .start();
            String said = heed(node, run);
            assertThat(node.waitFor()).as(said).isZero();
            assertThat(said).contains("first paint after ", "the page came back");
            CommandInThread.done(
                    "use-log", "verify", folder.resolve("out/use-log.jsonl").toString());
            assertThat(Files.readAllLines(folder.resolve("out/reviews.jsonl"))).hasSize(2);
            assertThat(asElsewhere(run, "api/visits")).isEqualTo("[]");
            assertThat(asElsewhere(run, "api/unknowns")).contains("\"unknowns\":[]");
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
                            "unknowns.png",
                            "run-gone.png");
        }
    }

    /** Does to the run what the script asks for. */
    private static String heed(Process node, RunProcess run) throws IOException, InterruptedException {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = node.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.equals("kill the run")) {
                    run.kill();
                } else if (line.equals("start the run")) {
                    run.startAgain();
                }
            }
        }
        return said.toString();
    }

    /** As whoever may see another camera only. */
    private static String asElsewhere(RunProcess run, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(run.address() + path))
                .header("Authorization", "Bearer " + RunProcess.ELSEWHERE)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
