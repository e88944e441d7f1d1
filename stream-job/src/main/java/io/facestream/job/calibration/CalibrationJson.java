package io.facestream.job.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Calibrations as JSON. */
final class CalibrationJson {
    private static final String FORMAT = "facestream-calibration";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private CalibrationJson() {}

    static CameraCalibration read(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw refused(file, "no JSON");
        }
        if (!root.path("format").asText().equals(FORMAT)) {
            throw refused(file, "format \"" + root.path("format").asText() + "\"");
        }
        if (root.path("formatVersion").asInt() != VERSION) {
            throw refused(file, "formatVersion " + root.path("formatVersion").asText());
        }
        double fpir = root.path("fpir").asDouble();
        if (!(fpir > 0 && fpir < 1)) {
            throw refused(file, "fpir " + root.path("fpir").asText());
        }
        try {
            Map<String, List<CalibrationRow>> cameras = new TreeMap<>();
            root.path("cameras").properties().forEach(camera -> cameras.put(camera.getKey(), rows(camera.getValue())));
            return new CameraCalibration(
                    root.path("modelId").asText(), root.path("modelName").asText(), fpir, cameras);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("calibration: " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<CalibrationRow> rows(JsonNode camera) {
        List<CalibrationRow> rows = new ArrayList<>();
        for (JsonNode row : camera) {
            JsonNode shift = row.path("shift");
            rows.add(new CalibrationRow(
                    row.path("people").asInt(),
                    shift.isNumber() ? shift.asDouble() : Double.NaN,
                    row.path("threshold").asDouble(),
                    row.path("impostors").asInt()));
        }
        return rows;
    }

    private static IllegalArgumentException refused(Path file, String what) {
        return new IllegalArgumentException("calibration: " + file + ": " + what
                + " (expected: a file that `./facestream calibrate facebank` wrote)");
    }

    static void write(CameraCalibration calibration, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("formatVersion", VERSION);
        root.put("modelId", calibration.modelId());
        root.put("modelName", calibration.modelName());
        root.put("fpir", calibration.fpir());
        ObjectNode cameras = root.putObject("cameras");
        calibration.cameras().forEach((camera, rows) -> {
            ArrayNode array = cameras.putArray(camera);
            for (CalibrationRow row : rows) {
                ObjectNode node = array.addObject();
                node.put("people", row.people());
                node.put("shift", row.shift());
                node.put("threshold", row.threshold());
                node.put("impostors", row.impostors());
            }
        });
        Path target = file.toAbsolutePath();
        Path temporary = Files.createTempFile(Objects.requireNonNull(target.getParent()), ".calibration", ".json");
        Files.writeString(temporary, root.toPrettyString() + "\n");
        // a job that starts meanwhile sees the old file or the new one
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
