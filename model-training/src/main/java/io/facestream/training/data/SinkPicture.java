package io.facestream.training.data;

import io.facestream.training.TrainingException;

/**
 * A picture to be written into a set.
 *
 * @param number counts the pictures of the set from 0
 * @param label number of the person, from 0; all pictures of a person come one after the other
 * @param person name of the person, fit for a folder
 * @param file name of the picture, with its ending, fit for a file and used once a person
 * @param coded a JPEG's or PNG's bytes; owned by this record
 */
public record SinkPicture(int number, int label, String person, String file, byte[] coded) {
    private static final int LONGEST_NAME = 200;

    public SinkPicture {
        requireName("person", person);
        requireName("file", file);
    }

    /** Refuses what cannot be a folder's or a file's name.
     *
     * @throws TrainingException that shows it
     */
    public static void requireName(String what, String name) {
        boolean fit = !name.isBlank()
                && !name.startsWith(".")
                && name.length() <= LONGEST_NAME
                && name.indexOf('/') < 0
                && name.indexOf('\\') < 0
                && name.codePoints().noneMatch(Character::isISOControl);
        if (!fit) {
            String shown = name.replaceAll("\\p{Cntrl}", "?");
            throw new TrainingException(what + ": " + shown + " (expected: 1 to " + LONGEST_NAME
                    + " characters that can be a folder's name, without / and \\ and no dot at the begin)");
        }
    }
}
