package io.facestream.evaluate.video;

import io.facestream.scenes.SceneEvent;
import java.util.List;
import java.util.Locale;

/**
 * The cosines that scores were held against, by the run's own events; they differ by the number of shots behind a score.
 *
 * @param low the least; 0 if nothing was compared
 */
record Thresholds(double low, double high) {
    static Thresholds of(List<SceneEvent> events) {
        List<Double> used = events.stream()
                .map(SceneEvent::threshold)
                .filter(threshold -> threshold > 0)
                .sorted()
                .toList();
        return used.isEmpty() ? new Thresholds(0, 0) : new Thresholds(used.get(0), used.get(used.size() - 1));
    }

    @Override
    public String toString() {
        return high == 0
                ? "none"
                : low == high
                        ? String.format(Locale.ROOT, "%.3f", low)
                        : String.format(Locale.ROOT, "%.3f to %.3f", low, high);
    }
}
