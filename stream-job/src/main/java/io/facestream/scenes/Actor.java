package io.facestream.scenes;

import io.facestream.vision.detect.FaceBox;

/**
 * One passage of a scene to be made: a photograph that moves in a straight line while it grows or shrinks.
 *
 * @param enrolled whether the person stands in the scene's facebank
 * @param fromSeconds first moment in the scene
 * @param toSeconds moment after the last
 * @param from centre of the cut photograph in the scene at the first moment, in pixels
 * @param to centre at the end
 * @param fromScale scene pixels a photograph pixel at the first moment
 * @param toScale the same at the end
 */
record Actor(
        Photo photo,
        boolean enrolled,
        double fromSeconds,
        double toSeconds,
        Point from,
        Point to,
        double fromScale,
        double toScale) {

    /** A place in the scene, in pixels. */
    record Point(double x, double y) {}

    boolean isOn(double seconds) {
        return seconds >= fromSeconds && seconds < toSeconds;
    }

    /** The cut photograph in the scene. */
    FaceBox rectangleAt(double seconds) {
        int[] cut = photo.cut();
        double scale = between(fromScale, toScale, seconds);
        double width = cut[2] * scale;
        double height = cut[3] * scale;
        double x = between(from.x, to.x, seconds) - width / 2;
        double y = between(from.y, to.y, seconds) - height / 2;
        return new FaceBox((float) x, (float) y, (float) width, (float) height);
    }

    /** The face in the scene. */
    FaceBox faceAt(double seconds) {
        FaceBox rectangle = rectangleAt(seconds);
        FaceBox face = photo.box();
        int[] cut = photo.cut();
        float scale = (float) between(fromScale, toScale, seconds);
        return new FaceBox(
                rectangle.x() + (face.x() - cut[0]) * scale,
                rectangle.y() + (face.y() - cut[1]) * scale,
                face.width() * scale,
                face.height() * scale);
    }

    private double between(double first, double last, double seconds) {
        return first + (last - first) * (seconds - fromSeconds) / (toSeconds - fromSeconds);
    }
}
