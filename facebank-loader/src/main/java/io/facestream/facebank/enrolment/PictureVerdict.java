package io.facestream.facebank.enrolment;

/** What enrolment decided on a picture: taken, or the first reason for which it was not. */
public enum PictureVerdict {
    /** Its template is in the facebank. */
    TAKEN,
    /** It has the same bytes as another picture of the same person, which counts. */
    REPEATED,
    /** It has the same bytes as a picture of another person: nobody can tell whose it is, so neither is taken. */
    DUPLICATE,
    /** The file may not be read. */
    UNREADABLE,
    /** It is not a JPEG, PNG or WebP picture; the detail says how to convert it where there is a way. */
    UNSUPPORTED,
    /** It has more bytes or claims more pixels than are read. */
    TOO_LARGE,
    /** The file ends before the picture does, or cannot be decoded. */
    DAMAGED,
    /** The analysis broke on it, for which there is a stack trace in the log; it is tried again the next time. */
    FAILED,
    /** It lies beside the folders of the people instead of in one. */
    NOT_IN_A_PERSONS_FOLDER,
    /** It is a link that leads out of the facebank's folder. */
    OUTSIDE_FOLDER,
    /** The folder's name cannot be a person's id. */
    PERSON_NAME,
    /** What is written about the person cannot be understood, so that consent is not known. */
    PERSON_DATA,
    /** The person has not consented, or no longer does. */
    NO_CONSENT,
    /** The person is under age and no guardian's consent is stated. */
    MINOR_WITHOUT_GUARDIAN_CONSENT,
    /** The person's enrolment has ended. */
    EXPIRED,
    /** Pictures are said to be aligned, and this one has not the size of an aligned crop. */
    NOT_ALIGNED,
    /** No face was found, not even with a margin added around the picture. */
    NO_FACE,
    /** Several faces of similar size: nobody can tell who is meant. */
    SEVERAL_FACES,
    /** The face has too few pixels. */
    TOO_SMALL,
    /** The face looks too far to the side. */
    TURNED_AWAY,
    /** The face is out of focus or moved. */
    BLURRED,
    /** The face is too dark. */
    TOO_DARK,
    /** The face is overexposed. */
    TOO_BRIGHT,
    /** The network's answer is too weak for a good face: something covers it, or it is none. */
    POOR_TEMPLATE,
    /** It is unlike the person's other pictures: probably somebody else. */
    OUTLIER
}
