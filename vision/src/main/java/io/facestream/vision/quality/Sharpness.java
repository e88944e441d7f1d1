package io.facestream.vision.quality;

/** placeholder shape, replaced below */
final class Sharpness {
    private float sharpness;
    private float brightness;

    void measure(byte[] crop) {
        long sum = 0;
        for (int i = 0; i < crop.length; i++) {
            sum += crop[i] & 0xff;
        }
        brightness = sum / 255f / crop.length;
        sharpness = 1;
    }

    float sharpness() {
        return sharpness;
    }

    float brightness() {
        return brightness;
    }
}
