package io.facestream.vision.plot;

/** How wide text is, on the safe side for any of the usual screen fonts: room is planned before it is known what font a reader has. */
final class Lettering {
    static final double TITLE = 16;
    static final double TEXT = 13;
    static final double SMALL = 12;

    private static final String NARROW = "iljtf.,:;'|!()[]I /-";
    private static final String WIDE = "mwMW@%—";

    private Lettering() {}

    static double width(String text, double size, boolean bold) {
        double ems = text.codePoints().mapToDouble(Lettering::ems).sum();
        return ems * size * (bold ? 1.1 : 1);
    }

    private static double ems(int c) {
        if (NARROW.indexOf(c) >= 0) {
            return 0.36;
        }
        if (WIDE.indexOf(c) >= 0) {
            return 0.95;
        }
        if (Character.isUpperCase(c)) {
            return 0.71;
        }
        // ideographs fill a square
        return c >= 0x2E80 ? 1.05 : 0.61;
    }

    /** As much of the text as fits, with an ellipsis if that is not all. */
    static String fitted(String text, double width, double size, boolean bold) {
        if (width(text, size, bold) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int kept = points.length;
        while (kept > 1 && width(new String(points, 0, kept) + "…", size, bold) > width) {
            kept--;
        }
        return new String(points, 0, kept) + "…";
    }
}
