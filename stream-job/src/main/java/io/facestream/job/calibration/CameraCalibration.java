package io.facestream.job.calibration;

import static java.util.Objects.requireNonNull;

import io.facestream.vision.model.ModelCard;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What cameras' thresholds were measured to be, as differences from those of the model's card. Immutable.
 *
 * @param modelId SHA-256 of the embedding model; empty if nothing was measured
 * @param modelName what people call it
 * @param fpir false-positive rate of a passage that the thresholds were chosen for
 * @param cameras rows of rising number of people by camera id; {@link #ANY_CAMERA} for all that are not named
 */
public record CameraCalibration(
        String modelId, String modelName, double fpir, Map<String, List<CalibrationRow>> cameras)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Stands for every camera without rows of its own. */
    public static final String ANY_CAMERA = "*";

    /** Nothing was measured: the card's thresholds hold. */
    public static final CameraCalibration NONE = new CameraCalibration("", "", 0, Map.of());

    public CameraCalibration {
        requireNonNull(modelId, "modelId");
        requireNonNull(modelName, "modelName");
        TreeMap<String, List<CalibrationRow>> sorted = new TreeMap<>();
        cameras.forEach((camera, rows) -> sorted.put(camera, ordered(camera, rows)));
        cameras = Collections.unmodifiableSortedMap(sorted);
    }

    private static List<CalibrationRow> ordered(String camera, List<CalibrationRow> rows) {
        List<CalibrationRow> ordered = rows.stream()
                .sorted(Comparator.comparingInt(CalibrationRow::people))
                .toList();
        if (ordered.isEmpty()) {
            throw new IllegalArgumentException("cameras." + camera + ": no rows (expected: at least one)");
        }
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).people() == ordered.get(i - 1).people()) {
                throw new IllegalArgumentException(
                        "cameras." + camera + ": two rows for " + ordered.get(i).people() + " people (expected: one)");
            }
        }
        return List.copyOf(ordered);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is no calibration; the message says what is wrong in a line
     */
    public static CameraCalibration read(Path file) throws IOException {
        return CalibrationJson.read(file);
    }

    /** Writes a file, replacing what was there. */
    public void write(Path file) throws IOException {
        CalibrationJson.write(this, file);
    }

    /** Whether nothing was measured. */
    public boolean isNone() {
        return cameras.isEmpty();
    }

    /** The same with the rows of one more camera, in the place of those it had. */
    public CameraCalibration with(String camera, List<CalibrationRow> rows) {
        Map<String, List<CalibrationRow>> all = new TreeMap<>(cameras);
        all.put(camera, rows);
        return new CameraCalibration(modelId, modelName, fpir, all);
    }

    /** @throws IllegalArgumentException if this was measured with another model, both of which are named */
    public void requireModel(ModelCard card) {
        if (!isNone() && !card.sha256().equals(modelId)) {
            throw new IllegalArgumentException("calibration: measured with model " + modelName + " (SHA-256 " + modelId
                    + ") (expected: the model in use, " + card.id() + ", " + card.sha256()
                    + "; calibrate again with it)");
        }
    }

    /**
     * What is added to the card's threshold. Between two numbers of people by a straight line over the logarithm, beyond them as at the
     * nearest.
     */
    public double shift(String camera, int people) {
        List<CalibrationRow> rows = cameras.getOrDefault(camera, cameras.getOrDefault(ANY_CAMERA, List.of()));
        if (rows.isEmpty()) {
            return 0;
        }
        int next = 0;
        while (next < rows.size() && rows.get(next).people() < people) {
            next++;
        }
        if (next == 0 || next == rows.size()) {
            return rows.get(Math.min(next, rows.size() - 1)).shift();
        }
        CalibrationRow from = rows.get(next - 1);
        CalibrationRow to = rows.get(next);
        double part = Math.log((double) people / from.people()) / Math.log((double) to.people() / from.people());
        return from.shift() + part * (to.shift() - from.shift());
    }
}
