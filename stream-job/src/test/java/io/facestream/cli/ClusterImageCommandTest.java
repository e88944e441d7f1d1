package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image of Flink's gets what it lacks, and nothing twice. */
class ClusterImageCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theFolderHoldsTheJobItsLibrariesAndTheTools() throws IOException {
        assertThat(CommandLineRun.of("cluster", "image", folder.toString()).exitCode())
                .isZero();

        try (JarFile jar =
                new JarFile(folder.resolve("job/usrlib/facestream.jar").toFile())) {
            assertThat(jar.getEntry("io/facestream/cli/ApplicationJob.class")).isNotNull();
            assertThat(jar.getEntry("io/facestream/vision/FaceAnalyzer.class")).isNotNull();
        }
        assertThat(names("job/lib"))
                .anyMatch(name -> name.startsWith("onnxruntime"))
                .anyMatch(name -> name.matches("opencv-.*linux.*"))
                .anyMatch(name -> name.startsWith("kafka-clients"))
                .anyMatch(name -> name.startsWith("flink-connector-kafka"))
                .noneMatch(name -> name.matches(
                        "(flink-runtime|flink-core|frocksdbjni|console|slf4j|log4j|kafka_2|junit|assertj).*"));
        assertThat(names("tools/lib"))
                .anyMatch(name -> name.startsWith("flink-runtime"))
                .anyMatch(name -> name.startsWith("log4j-core"));
        CommandLineRun again = CommandLineRun.of("cluster", "image", folder.toString());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("image: " + folder + " (expected: a folder with nothing in it)");
    }

    private List<String> names(String place) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(place))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
