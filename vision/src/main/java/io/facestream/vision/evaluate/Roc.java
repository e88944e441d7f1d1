package io.facestream.vision.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Receiver operating characteristic: the rates of false and true accepts as the threshold falls, from (0, 0) to (1, 1). Points that lie
 * inside a level or upright stretch are left out.
 */
public record Roc(List<RocPoint> points) {
    public Roc {
        points = List.copyOf(points);
    }

    static Roc of(double[] sameRising, double[] differentRising) {
        List<RocPoint> corners = new ArrayList<>();
        corners.add(new RocPoint(Double.POSITIVE_INFINITY, 0, 0));
        for (RocPoint point : everyPoint(sameRising, differentRising)) {
            int last = corners.size() - 1;
            if (last > 0 && isOnOneLine(corners.get(last - 1), corners.get(last), point)) {
                corners.remove(last);
            }
            corners.add(point);
        }
        return new Roc(corners);
    }

    private static boolean isOnOneLine(RocPoint a, RocPoint b, RocPoint c) {
        return a.falseAcceptRate() == b.falseAcceptRate() && b.falseAcceptRate() == c.falseAcceptRate()
                || a.trueAcceptRate() == b.trueAcceptRate() && b.trueAcceptRate() == c.trueAcceptRate();
    }

    /** One point for each score that occurs, from the highest down. */
    static List<RocPoint> everyPoint(double[] sameRising, double[] differentRising) {
        List<RocPoint> points = new ArrayList<>();
        int s = sameRising.length;
        int d = differentRising.length;
        while (s > 0 || d > 0) {
            double threshold = Math.max(
                    s > 0 ? sameRising[s - 1] : Double.NEGATIVE_INFINITY,
                    d > 0 ? differentRising[d - 1] : Double.NEGATIVE_INFINITY);
            while (s > 0 && sameRising[s - 1] == threshold) {
                s--;
            }
            while (d > 0 && differentRising[d - 1] == threshold) {
                d--;
            }
            points.add(new RocPoint(
                    threshold,
                    (double) (differentRising.length - d) / differentRising.length,
                    (double) (sameRising.length - s) / sameRising.length));
        }
        return points;
    }
}
