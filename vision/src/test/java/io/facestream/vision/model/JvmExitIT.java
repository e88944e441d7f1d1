package io.facestream.vision.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JvmExitIT {
    @Test
    void aJvmThatEndsWhileModelsRunEndsWithItsOwnCode() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Dfacestream.root=" + System.getProperty("facestream.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExitDuringRunsMain.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(7);
    }
}
