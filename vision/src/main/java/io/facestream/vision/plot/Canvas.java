package io.facestream.vision.plot;

/** What plots are drawn on, in units of a pixel at normal size, from the upper left corner. */
interface Canvas {
    /** How thick a line is. */
    enum Pen {
        NORMAL(2),
        THIN(1),
        DASHED(1.4);

        final double width;

        Pen(double width) {
            this.width = width;
        }
    }

    /** Which side of a text its position names. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** What a point looks like. */
    enum Dot {
        ROUND,
        SQUARE,
        DIAMOND
    }

    void line(double[] x, double[] y, Ink ink, Pen pen);

    /** Fills what the line surrounds, so that what lies behind shows through. */
    void area(double[] x, double[] y, Ink ink);

    void rectangle(double x, double y, double width, double height, Ink ink);

    /** @param radius from a point's middle to its edge */
    void dots(double[] x, double[] y, double radius, Dot dot, Ink ink);

    /**
     * Draws one line of text.
     *
     * @param y of the line on which letters stand
     * @param upwards whether it runs from bottom to top instead of from left to right
     */
    void text(String text, double x, double y, double size, boolean bold, Anchor anchor, boolean upwards, Ink ink);

    /** Until {@link #unclip}, nothing is drawn outside. */
    void clip(double x, double y, double width, double height);

    void unclip();
}
