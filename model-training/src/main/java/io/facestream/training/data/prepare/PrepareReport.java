package io.facestream.training.data.prepare;

import java.util.List;

/**
 * What became of every picture of a set.
 *
 * @param pictures in the source
 * @param written of them
 * @param people of whom at least one was written
 * @param refused why each of the others could not be used, in the order of the people
 * @param leftOutPeople who had too few pictures
 * @param leftOutPictures theirs
 * @param grey written pictures without colours
 * @param onePicture people of whom one picture was written: nothing can be learned about what is the same in two of them
 * @param problems parts of the source that are not even pictures
 * @param alreadyDone pictures that an earlier run had done before it was stopped
 */
public record PrepareReport(
        int pictures,
        int written,
        int people,
        List<String> refused,
        int leftOutPeople,
        int leftOutPictures,
        int grey,
        List<String> onePicture,
        List<String> problems,
        int alreadyDone) {
    public PrepareReport {
        refused = List.copyOf(refused);
        onePicture = List.copyOf(onePicture);
        problems = List.copyOf(problems);
        if (written + refused.size() + leftOutPictures != pictures) {
            throw new IllegalStateException("pictures: " + written + " written, " + refused.size() + " refused and "
                    + leftOutPictures + " left out (expected: " + pictures + " together)");
        }
    }
}
