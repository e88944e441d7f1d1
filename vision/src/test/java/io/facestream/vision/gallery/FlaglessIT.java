package io.facestream.vision.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FlaglessIT {
    @Test
    void aJvmWithoutTheVectorModuleSearchesTheOtherWays() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), FlaglessMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        String found = "Candidate[personId=p13, templateId=t13, score=1.0]";
        assertThat(output.lines().filter(line -> line.contains(" | ")))
                .containsExactly("plain Java | " + found, "ONNX Runtime matrix product | " + found);
    }
}
