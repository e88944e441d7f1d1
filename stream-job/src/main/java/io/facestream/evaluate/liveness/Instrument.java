package io.facestream.evaluate.liveness;

/** What is held before the camera of a {@link Recapture}. */
public enum Instrument {
    /** Nothing: the scene itself, seen by the same camera, which tells the camera's share in what an attack does to the score. */
    NONE("genuine, re-photographed"),
    /** The picture printed on paper with a white margin. */
    PRINT("print (simulated)"),
    /** The picture shown by a phone or tablet, in its black frame. */
    SCREEN("screen (simulated)");

    private final String description;

    Instrument(String description) {
        this.description = description;
    }

    /** What it is called in tables. */
    public String description() {
        return description;
    }
}
