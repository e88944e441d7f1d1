package io.facestream.bench;

import java.util.List;

/**
 * How large the made world is that scale is measured on.
 *
 * @param cameras numbers of cameras, rising
 * @param people who are enrolled
 * @param visitsAnHour past each camera
 */
public record ScaleOptions(List<Integer> cameras, int people, int visitsAnHour) {
    public ScaleOptions {
        cameras = List.copyOf(cameras);
        if (cameras.isEmpty()) {
            throw new IllegalArgumentException("cameras: none (expected: at least one number, such as 1000)");
        }
        for (int count : cameras) {
            new MadeStreet(count, people, visitsAnHour, 1, 10);
        }
    }

    public static ScaleOptions defaults() {
        return new ScaleOptions(List.of(10, 100, 1000), 10_000, 240);
    }
}
