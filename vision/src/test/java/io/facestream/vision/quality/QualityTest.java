package io.facestream.vision.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.quality.QualityGate.Reason;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QualityTest {
    private static final float[] FRONTAL = {38, 52, 74, 52, 56, 72, 41, 92, 71, 92};

    @Test
    void aFrontalUprightFaceIsNotTurned() {
        Pose pose = Pose.of(new Landmarks(FRONTAL));
        assertThat(Math.abs(pose.yaw())).isLessThan(2);
        assertThat(Math.abs(pose.pitch())).isLessThan(2);
        assertThat(pose.roll()).isZero();
    }

    @Test
    void theNoseTellsYawAndPitch() {
        assertThat(Pose.of(new Landmarks(moved(-10, 0))).yaw()).isLessThan(-20);
        assertThat(Pose.of(new Landmarks(moved(10, 0))).yaw()).isGreaterThan(20);
        assertThat(Pose.of(new Landmarks(moved(0, 8))).pitch()).isLessThan(-10);
        assertThat(Pose.of(new Landmarks(moved(0, -8))).pitch()).isGreaterThan(10);
    }

    @Test
    void rollAndSizeChangeNothingElse() {
        Pose upright = Pose.of(new Landmarks(moved(6, 3)));
        for (double angle : new double[] {-60, -20, 30, 90}) {
            double a = 2.5 * Math.cos(Math.toRadians(angle));
            double b = 2.5 * Math.sin(Math.toRadians(angle));
            float[] turned = new float[10];
            for (int i = 0; i < 10; i += 2) {
                turned[i] = (float) (a * moved(6, 3)[i] - b * moved(6, 3)[i + 1] + 400);
                turned[i + 1] = (float) (b * moved(6, 3)[i] + a * moved(6, 3)[i + 1] + 300);
            }
            Pose pose = Pose.of(new Landmarks(turned));
            assertThat(pose.roll()).isCloseTo((float) angle, org.assertj.core.api.Assertions.within(0.1f));
            assertThat(pose.yaw()).isCloseTo(upright.yaw(), org.assertj.core.api.Assertions.within(0.1f));
            assertThat(pose.pitch()).isCloseTo(upright.pitch(), org.assertj.core.api.Assertions.within(0.1f));
        }
    }

    @Test
    void blurLowersSharpnessAndNoiseDoesNotRaiseIt() {
        byte[] sharp = texture(0);
        float clear = sharpness(sharp);
        float blurred = sharpness(blurred(sharp, 4));
        float blurredAndNoisy = sharpness(noisy(blurred(sharp, 4), 10));
        assertThat(clear).isGreaterThan(blurred + 0.2f);
        assertThat(blurredAndNoisy).isCloseTo(blurred, org.assertj.core.api.Assertions.within(0.1f));
        assertThat(sharpness(noisy(new byte[112 * 112 * 3], 0))).isZero();
    }

    @Test
    void contrastAndBrightnessLeaveSharpnessAlone() {
        byte[] full = texture(0);
        byte[] half = new byte[full.length];
        for (int i = 0; i < full.length; i++) {
            half[i] = (byte) ((full[i] & 0xff) / 2);
        }
        assertThat(sharpness(half)).isCloseTo(sharpness(full), org.assertj.core.api.Assertions.within(0.05f));
    }

    @Test
    void aBetterShotWeighsMore() {
        byte[] crop = texture(0);
        float good = overall(96, 0.99f, FRONTAL, crop);
        assertThat(good).isGreaterThan(overall(32, 0.99f, FRONTAL, crop));
        assertThat(good).isGreaterThan(overall(96, 0.6f, FRONTAL, crop));
        assertThat(good).isGreaterThan(overall(96, 0.99f, moved(12, 0), crop));
        assertThat(good).isGreaterThan(overall(96, 0.99f, FRONTAL, blurred(crop, 4)));
        assertThat(good).isBetween(0f, 1f);
        assertThat(overall(96, 0.99f, FRONTAL, new byte[112 * 112 * 3])).isZero();
    }

    @Test
    void theGateNamesTheReason() {
        QualityGate gate = QualityGate.recognition();
        assertThat(gate.refusal(quality(32, 0.8f, 0, 0.5f))).isEmpty();
        assertThat(gate.refusal(quality(31, 0.8f, 0, 0.5f))).contains(Reason.TOO_SMALL);
        assertThat(gate.refusal(quality(50, 0.05f, 0, 0.5f))).contains(Reason.BLURRED);
        assertThat(gate.refusal(quality(50, 0.8f, -75, 0.5f))).contains(Reason.TURNED_AWAY);
        assertThat(gate.refusal(quality(50, 0.8f, 0, 0.02f))).contains(Reason.TOO_DARK);
        assertThat(gate.refusal(quality(50, 0.8f, 0, 0.99f))).contains(Reason.TOO_BRIGHT);
        assertThat(QualityGate.enrolment().refusal(quality(63, 0.8f, 0, 0.5f))).contains(Reason.TOO_SMALL);
        assertThat(QualityGate.enrolment().refusal(quality(64, 0.8f, 50, 0.5f))).contains(Reason.TURNED_AWAY);
    }

    private static FaceQuality quality(float height, float sharpness, float yaw, float brightness) {
        return new FaceQuality(height / 2, height, sharpness, yaw, 0, 0, brightness, 0.5f);
    }

    private static float overall(float height, float score, float[] points, byte[] crop) {
        return new QualityMeter()
                .measure(new FaceBox(0, 0, height, height), score, new Landmarks(points), crop)
                .overall();
    }

    private static float sharpness(byte[] crop) {
        Sharpness sharpness = new Sharpness();
        sharpness.measure(crop);
        return sharpness.sharpness();
    }

    private static float[] moved(float x, float y) {
        float[] points = FRONTAL.clone();
        points[4] += x;
        points[5] += y;
        return points;
    }

    /** Discs of a few sizes, hard-edged as lids and nostrils are. */
    private static byte[] texture(long seed) {
        Random random = new Random(seed);
        byte[] crop = new byte[112 * 112 * 3];
        java.util.Arrays.fill(crop, (byte) 140);
        for (int disc = 0; disc < 60; disc++) {
            int cx = random.nextInt(112);
            int cy = random.nextInt(112);
            int r = 2 + random.nextInt(12);
            byte grey = (byte) (60 + random.nextInt(160));
            for (int i = 0; i < 112 * 112; i++) {
                if (Math.hypot(i % 112 - cx, i / 112 - cy) < r) {
                    java.util.Arrays.fill(crop, 3 * i, 3 * i + 3, grey);
                }
            }
        }
        return crop;
    }

    /** A box of {@code radius}, twice. */
    private static byte[] blurred(byte[] crop, int radius) {
        byte[] once = box(crop, radius);
        return box(once, radius);
    }

    private static byte[] box(byte[] crop, int radius) {
        byte[] result = new byte[crop.length];
        for (int y = 0; y < 112; y++) {
            for (int x = 0; x < 112; x++) {
                for (int c = 0; c < 3; c++) {
                    int sum = 0;
                    for (int dy = -radius; dy <= radius; dy++) {
                        for (int dx = -radius; dx <= radius; dx++) {
                            int py = Math.max(0, Math.min(111, y + dy));
                            int px = Math.max(0, Math.min(111, x + dx));
                            sum += crop[3 * (112 * py + px) + c] & 0xff;
                        }
                    }
                    result[3 * (112 * y + x) + c] = (byte) (sum / ((2 * radius + 1) * (2 * radius + 1)));
                }
            }
        }
        return result;
    }

    private static byte[] noisy(byte[] crop, double deviation) {
        Random random = new Random(3);
        byte[] result = new byte[crop.length];
        for (int i = 0; i < crop.length; i++) {
            result[i] =
                    (byte) Math.max(0, Math.min(255, Math.round((crop[i] & 0xff) + deviation * random.nextGaussian())));
        }
        return result;
    }
}
