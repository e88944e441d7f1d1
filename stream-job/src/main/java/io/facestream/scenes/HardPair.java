package io.facestream.scenes;

import java.nio.file.Path;

/**
 * Two hard scenes and the facebank for both.
 *
 * @param facebank folder {@code PERSON/*.png}, each picture cut to its person
 */
public record HardPair(int number, Path a, Path b, Path facebank) {
    /** The truth of {@link #a} or {@link #b}. */
    public static Path truthOf(Path video) {
        String name = video.getFileName().toString();
        return video.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".gt.jsonl");
    }
}
