package io.facestream.vision.evaluate;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A protocol of verification: pairs of named pictures, in the folds that its file says, or in one.
 *
 * <p>What is read, by the look of the first line:
 *
 * <ul>
 *   <li>LFW's {@code pairs.txt}, see {@link LfwPairs};
 *   <li>a table separated by commas, semicolons or tabs whose first line names its columns: two pictures and a label
 *       ({@code file_x,file_y,Decision}), in any order where the label's column is called so, else the label last;
 *   <li>lines {@code PATH PATH LABEL} without a heading, separated by the same, or by spaces.
 * </ul>
 *
 * Labels are yes, true, same, 1 and no, false, different, 0, -1.
 *
 * @param format of the file, in words
 */
public record PairList(String format, List<List<PicturePair>> folds) {
    public PairList {
        folds = folds.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a file.
     *
     * @throws ProtocolRefusedException if it is no list of pairs, or a line is not as the others; a message names the line
     */
    public static PairList read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new ProtocolRefusedException(file + ": not text (expected: a list of pairs in UTF-8)", e);
        }
        String first = lines.stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElseThrow(() -> new ProtocolRefusedException(file + ": empty (expected: a list of pairs)"));
        if (first.strip().matches("\\d+(\\s+\\d+)?")) {
            return new PairList("LFW's pairs.txt", LfwPairs.read(file).folds());
        }
        return PairTable.read(file, lines);
    }

    /** All pairs in their order. */
    public List<PicturePair> pairs() {
        return folds.stream().flatMap(List::stream).toList();
    }
}
