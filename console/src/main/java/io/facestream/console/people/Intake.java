package io.facestream.console.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of pictures that were handed in.
 *
 * @param personId whom they were added to; null if none was taken, and nothing has changed
 * @param pictures in the order in which they came
 * @param warnings about those that were taken, a line each
 */
record Intake(@Nullable String personId, int taken, List<Picture> pictures, List<String> warnings) {
    /**
     * A picture that was handed in.
     *
     * @param file what the sender called it
     * @param verdict {@code TAKEN}, or why it is not
     * @param detail the value that was met and the one that was expected; empty for one that was taken
     */
    record Picture(String file, String verdict, String detail) {}
}
