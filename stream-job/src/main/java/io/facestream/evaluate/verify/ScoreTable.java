package io.facestream.evaluate.verify;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The scores of pairs as a table with a heading, separated by commas: {@code score,same,fold,threshold,first,second}. */
public final class ScoreTable {
    private ScoreTable() {}

    /** Writes pairs, replacing what was there; {@code same} is 1 or 0. */
    public static void write(List<ScoredPair> pairs, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("score,same,fold,threshold,first,second\n");
            for (ScoredPair pair : pairs) {
                out.write(String.format(
                        Locale.ROOT,
                        "%.6f,%d,%d,%.6f,%s,%s\n",
                        pair.score(),
                        pair.same() ? 1 : 0,
                        pair.fold() + 1,
                        pair.threshold(),
                        field(pair.first()),
                        field(pair.second())));
            }
        }
    }

    private static String field(String name) {
        return name.matches("[^,\"\n\r]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
