package io.facestream.evaluate.liveness;

import java.util.Random;

/**
 * A flat thing in space that a picture is on, turned a little to the camera. Lengths are pixels of the picture; the camera is a pinhole at
 * the origin.
 */
final class Sheet {
    private static final double MOST_ROLL = Math.toRadians(6);
    private static final double MOST_TILT = Math.toRadians(18);
    private static final double FOCAL_WIDTHS = 1.3;

    private final double focal;
    private final double frameX;
    private final double frameY;
    private final double[] across = new double[3];
    private final double[] down = new double[3];
    private final double[] normal = new double[3];
    private final double[] centre = new double[3];

    /**
     * A sheet somewhere near the middle of the frame.
     *
     * @param frameWidth pixels of the camera
     * @param scale camera pixels a picture pixel
     */
    Sheet(int frameWidth, int frameHeight, double scale, Random random) {
        focal = FOCAL_WIDTHS * frameWidth;
        frameX = frameWidth / 2.0 - 0.05 * frameWidth * between(random, -1, 1);
        frameY = frameHeight / 2.0 - 0.05 * frameHeight * between(random, -1, 1);
        turn(
                MOST_TILT * between(random, -1, 1),
                MOST_TILT * between(random, -1, 1),
                MOST_ROLL * between(random, -1, 1));
        centre[2] = focal / scale;
    }

    static double between(Random random, double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    private void turn(double yaw, double pitch, double roll) {
        set(across, Math.cos(roll) * Math.cos(yaw), Math.sin(roll), -Math.sin(yaw) * Math.cos(roll));
        set(normal, Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch));
        // what is left of "across" beside the normal, so that the three stand at right angles
        double along = dot(across, normal);
        for (int i = 0; i < 3; i++) {
            across[i] -= along * normal[i];
        }
        double length = Math.sqrt(dot(across, across));
        for (int i = 0; i < 3; i++) {
            across[i] /= length;
        }
        set(
                down,
                normal[1] * across[2] - normal[2] * across[1],
                normal[2] * across[0] - normal[0] * across[2],
                normal[0] * across[1] - normal[1] * across[0]);
    }

    private static void set(double[] vector, double x, double y, double z) {
        vector[0] = x;
        vector[1] = y;
        vector[2] = z;
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /**
     * Where the camera's ray through a point of the frame meets the sheet.
     *
     * @param into x and y in picture pixels, from the picture's middle
     */
    void meet(double x, double y, double[] into) {
        double rayX = x - frameX;
        double rayY = y - frameY;
        double far = dot(centre, normal) / (rayX * normal[0] + rayY * normal[1] + focal * normal[2]);
        double px = far * rayX - centre[0];
        double py = far * rayY - centre[1];
        double pz = far * focal - centre[2];
        into[0] = px * across[0] + py * across[1] + pz * across[2];
        into[1] = px * down[0] + py * down[1] + pz * down[2];
    }
}
