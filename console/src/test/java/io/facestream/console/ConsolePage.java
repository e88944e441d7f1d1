package io.facestream.console;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/console.md shows. */
final class ConsolePage {
    private ConsolePage() {}

    /** The blocks in a language, in order. */
    static List<String> blocks(String language) throws IOException {
        Matcher matcher = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(Files.readString(RunInBrowser.ROOT.resolve("docs/console.md")));
        List<String> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    /** Every line that calls the API. */
    static List<String> calls() throws IOException {
        return blocks("bash").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("curl "))
                .toList();
    }
}
