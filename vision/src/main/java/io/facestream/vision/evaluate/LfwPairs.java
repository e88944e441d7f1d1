package io.facestream.vision.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pairs in folds, as LFW's {@code pairs.txt} lists them. Its first line is {@code FOLDS<TAB>N}, or {@code N} alone for one fold; a fold is N
 * lines {@code NAME<TAB>NUMBER<TAB>NUMBER} of one person and N lines {@code NAME<TAB>NUMBER<TAB>NAME<TAB>NUMBER} of two.
 *
 * @param folds the pairs of each, in the file's order
 */
public record LfwPairs(List<List<PicturePair>> folds) {
    public LfwPairs {
        folds = folds.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a file.
     *
     * @throws ProtocolRefusedException if it is no such list, or ends early
     */
    public static LfwPairs read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        int[] header = header(file, lines.isEmpty() ? "" : lines.get(0));
        int aFold = 2 * header[1];
        if (lines.size() != 1 + header[0] * aFold) {
            throw new ProtocolRefusedException(file + ": " + (lines.size() - 1) + " pairs (expected: " + header[0]
                    + " folds of " + aFold + ", as its first line says)");
        }
        List<List<PicturePair>> folds = new ArrayList<>();
        for (int fold = 0; fold < header[0]; fold++) {
            List<PicturePair> pairs = new ArrayList<>(aFold);
            for (int i = 0; i < aFold; i++) {
                int at = 1 + fold * aFold + i;
                pairs.add(pair(file, at + 1, lines.get(at), i < header[1]));
            }
            folds.add(pairs);
        }
        return new LfwPairs(folds);
    }

    /** Number of folds, and of pairs of each kind in a fold. */
    private static int[] header(Path file, String line) {
        String[] fields = line.strip().split("\\s+");
        try {
            int[] header = fields.length == 1
                    ? new int[] {1, Integer.parseInt(fields[0])}
                    : new int[] {Integer.parseInt(fields[0]), Integer.parseInt(fields[1])};
            if (fields.length <= 2 && header[0] > 0 && header[1] > 0 && header[1] < 1 << 24 && header[0] < 1 << 16) {
                return header;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ProtocolRefusedException(
                file + ": first line \"" + shortened(line) + "\" (expected: FOLDS<TAB>PAIRS, or PAIRS alone)");
    }

    private static PicturePair pair(Path file, int number, String line, boolean same) {
        String[] f = line.strip().split("\t");
        try {
            if (same && f.length == 3) {
                return new PicturePair(path(f[0], f[1]), path(f[0], f[2]), true);
            }
            if (!same && f.length == 4) {
                return new PicturePair(path(f[0], f[1]), path(f[2], f[3]), false);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ProtocolRefusedException(file + ":" + number + ": \"" + shortened(line) + "\" (expected: "
                + (same ? "NAME<TAB>NUMBER<TAB>NUMBER" : "NAME<TAB>NUMBER<TAB>NAME<TAB>NUMBER") + ")");
    }

    private static String shortened(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "...";
    }

    private static String path(String person, String number) {
        return path(person, Integer.parseInt(number));
    }

    /** Path of a person's picture, counted from 1: {@code NAME/NAME_0001.jpg}. */
    public static String path(String person, int number) {
        return String.format(Locale.ROOT, "%s/%s_%04d.jpg", person, person, number);
    }
}
