package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the launcher does before there is a JVM, and without a build. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of(System.getProperty("facestream.root", ".."))
            .toAbsolutePath()
            .normalize()
            .resolve("facestream");

    @Test
    void itsOwnCommandsHaveHelp() throws Exception {
        Ended ended = launch(Map.of(), "test", "--help");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).contains("Usage: facestream test [--install-deps]");
    }

    @Test
    void wrongArgumentsOfItsOwnCommandsAreWrongUsage() throws Exception {
        assertThat(launch(Map.of(), "test", "--instal-deps"))
                .isEqualTo(new Ended(2, "facestream: test: --instal-deps (expected: --install-deps or nothing)\n"));
        assertThat(launch(Map.of(), "format", "everything"))
                .isEqualTo(new Ended(2, "facestream: format: everything (expected: nothing)\n"));
    }

    @Test
    void aJavaHomeWithoutJavaIsToldInALine() throws Exception {
        assertThat(launch(Map.of("JAVA_HOME", "/nowhere"), "models", "list"))
                .isEqualTo(new Ended(
                        1, "facestream: JAVA_HOME: /nowhere/bin/java not found (expected: the folder of a JDK)\n"));
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        Path ci = LAUNCHER.resolveSibling(".ci/run");
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/bin/shellcheck")), "shellcheck not found: /usr/bin/shellcheck");

        Ended ended = run(Map.of(), List.of("/usr/bin/shellcheck", LAUNCHER.toString(), ci.toString()));

        assertThat(ended.output()).isEmpty();
    }

    private static Ended launch(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    private static Ended run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private record Ended(int exitCode, String output) {}
}
