package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class FacestreamTest {
    static Stream<String> commands() {
        return Facestream.commandLine().getSubcommands().keySet().stream();
    }

    @Test
    void theVersionNamesWhatRuns() {
        CommandLineRun run = CommandLineRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("facestream ")
                .contains("Flink 2.")
                .contains("onnxruntime")
                .doesNotContain("${");
    }

    @Test
    void noCommandIsWrongUsageAndShowsTheCommands() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("facestream: command: none given").contains("models", "demo");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        CommandLineRun run = CommandLineRun.of("modls");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("modls").contains("models").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTeachesByExample(String command) {
        CommandLineRun run = CommandLineRun.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: facestream " + command).contains("./facestream " + command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anUnknownOptionIsWrongUsageAndPointsToTheHelp(String command) {
        CommandLineRun run = CommandLineRun.of(command, "--no-such-option");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--no-such-option").contains("Try: ./facestream " + command + " --help");
    }

    @Test
    void aValueThatItsParserRefusesIsToldInTheParsersWords() {
        CommandLineRun run = CommandLineRun.of("models", "check", "--device", "gpu");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("facestream: --device: gpu (expected: cpu, cuda:N or auto)");
    }

    @Test
    void aFailureIsOneLineWithoutAStackTrace() {
        CommandLine commandLine = Facestream.commandLine().addSubcommand("fail", new Failing());

        CommandLineRun run = CommandLineRun.of(commandLine, "fail");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("facestream: threshold: 1.4 (expected: between -1 and 1)");
    }

    @CommandLine.Command
    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("threshold: 1.4 (expected: between -1 and 1)");
        }
    }
}
