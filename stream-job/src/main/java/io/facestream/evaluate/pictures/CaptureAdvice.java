package io.facestream.evaluate.pictures;

/** What became of a look at the camera's picture, and what to do for a better one. */
public enum CaptureAdvice {
    /** A picture was taken. */
    TAKEN("taken", "taken"),
    /** Nobody is there. */
    NO_FACE("no face", "no face: come into the picture"),
    /** Nobody could tell who is meant. */
    SEVERAL_FACES("several faces", "several faces: one person at a time"),
    /** Too few pixels. */
    TOO_SMALL("too small", "too small: come closer"),
    /** The face reaches beyond the picture's edge. */
    CUT_OFF("cut off", "cut off: move to the middle"),
    /** Underexposed. */
    TOO_DARK("too dark", "too dark: turn to the light"),
    /** Overexposed. */
    TOO_BRIGHT("too bright", "too bright: less light"),
    /** Turned too far. */
    TURNED_AWAY("turned away", "turned away: look to the camera"),
    /** The face is not where it was at the last look. */
    MOVING("moving", "hold still"),
    /** Out of focus, or moved. */
    BLURRED("blurred", "blurred: hold still"),
    /** The network's answer is too weak for a good face. */
    POOR_TEMPLATE("poor template", "hardly a face: take off what covers it"),
    /** Not the person of the pictures taken before. */
    ANOTHER_PERSON("another person", "another person than before"),
    /** Right after the last picture. */
    TOO_SOON("too soon after the last", "good: one moment"),
    /** It adds nothing to the pictures taken before. */
    TOO_ALIKE("like one taken before", "good: now turn your head a little"),
    /** A picture of the source that could not be read. */
    UNREADABLE("unreadable", "a picture that cannot be read");

    private final String text;
    private final String advice;

    CaptureAdvice(String text, String advice) {
        this.text = text;
        this.advice = advice;
    }

    /** As it is counted in reports: {@code too small}. */
    public String text() {
        return text;
    }

    /** What to do, for who stands before the camera. */
    public String advice() {
        return advice;
    }
}
