package io.facestream.facebank.enrolment;

/**
 * What became of one picture.
 *
 * @param personId the folder it lies in; empty for a picture beside the people's folders
 * @param picture its file name
 * @param verdict whether it was taken, and if not, why
 * @param detail for a refused picture the value that was met and the one that was expected; empty for a taken one
 */
public record PictureResult(String personId, String picture, PictureVerdict verdict, String detail) {
    public boolean taken() {
        return verdict == PictureVerdict.TAKEN;
    }
}
