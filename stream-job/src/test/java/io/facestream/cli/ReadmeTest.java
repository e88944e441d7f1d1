package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** The commands that README.md and the pages of docs/ show exist, with the options they are shown with. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("facestream.root", ".."));
    private static final String LAUNCHER = "./facestream ";

    @TestFactory
    Stream<DynamicTest> everyCommandShownParses() throws IOException {
        return shownCommands().stream().map(command -> DynamicTest.dynamicTest(command, () -> parse(command)));
    }

    @Test
    void theReadmeShowsItsTwoCommands() throws IOException {
        assertThat(shownCommands()).contains("./facestream demo", "./facestream test --install-deps");
    }

    @Test
    void everyFileThatAPageLinksToIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            var links = java.util.regex.Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)")
                    .matcher(Files.readString(page));
            while (links.find()) {
                if (!Files.exists(page.resolveSibling(links.group(1)))) {
                    missing.add(page + ": " + links.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static void parse(String command) {
        List<String> arguments =
                List.of(command.substring(LAUNCHER.length()).strip().split("\\s+"));
        if (arguments.get(0).equals("test")) {
            assertThat(arguments.subList(1, arguments.size())).isSubsetOf("--install-deps");
        } else if (arguments.get(0).equals("train")) {
            // a program of its own, whose commands its own module tests
            assertThat(arguments).hasSizeGreaterThan(1);
        } else if (arguments.get(0).equals("format")) {
            assertThat(arguments).hasSize(1);
        } else {
            CommandLine commandLine = Facestream.commandLine();
            assertThatCode(() -> commandLine.parseArgs(arguments.toArray(String[]::new)))
                    .doesNotThrowAnyException();
        }
    }

    private static List<String> shownCommands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path page : pages()) {
            boolean shell = false;
            String continued = "";
            for (String line : Files.readAllLines(page)) {
                if (line.startsWith("```")) {
                    shell = line.equals("```bash");
                } else if (shell) {
                    String whole = continued + line.strip();
                    continued = whole.endsWith("\\") ? whole.substring(0, whole.length() - 1) : "";
                    int start = whole.indexOf(LAUNCHER);
                    if (continued.isEmpty() && start >= 0) {
                        commands.add(whole.substring(start).replaceFirst("\\s+#.*", ""));
                    }
                }
            }
        }
        return commands;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            pages.filter(page -> page.toString().endsWith(".md")))
                    .toList();
        }
    }
}
