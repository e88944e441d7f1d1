package io.facestream.evaluate.calibrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.job.calibration.CalibrationRow;
import io.facestream.vision.evaluate.ImpostorScores;
import io.facestream.vision.model.ModelCard;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job said of people who are not enrolled: how far each visit's score lay above or below the threshold it was held against, by camera.
 * An event holds the score of its decision, so of a visit the highest of its decisions counts.
 *
 * @param excesses score minus threshold, one a visit, by camera
 */
public record ImpostorVisits(Map<String, List<Double>> excesses) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ImpostorVisits {
        excesses = Map.copyOf(excesses);
    }

    /**
     * Reads a run's {@code events.jsonl}.
     *
     * @throws IllegalArgumentException if a line is no event, or its model is another, both of which are named
     */
    public static ImpostorVisits read(Path events, ModelCard card) throws IOException {
        Map<String, Map<String, Double>> visits = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(events)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    take(event(events, number, line), events, number, card, visits);
                }
            }
        }
        Map<String, List<Double>> excesses = new TreeMap<>();
        visits.forEach((camera, own) -> excesses.put(camera, List.copyOf(own.values())));
        return new ImpostorVisits(excesses);
    }

    private static JsonNode event(Path events, int number, String line) {
        try {
            JsonNode event = JSON.readTree(line);
            if (event.hasNonNull("type")) {
                return event;
            }
        } catch (JsonProcessingException e) {
            // told below
        }
        throw new IllegalArgumentException(events + ":" + number + ": \""
                + line.substring(0, Math.min(60, line.length())) + "\" (expected: an identity event, a line of JSON)");
    }

    private static void take(
            JsonNode event, Path events, int number, ModelCard card, Map<String, Map<String, Double>> visits) {
        if (!event.hasNonNull("visitId") || !event.hasNonNull("score") || !event.hasNonNull("threshold")) {
            return;
        }
        String model = event.path("modelId").asText();
        if (!model.equals(card.sha256())) {
            throw new IllegalArgumentException(events + ":" + number + ": of model " + model + " (expected: "
                    + card.sha256() + ", which is " + card.id() + "; name the other with --model)");
        }
        double excess = event.get("score").asDouble() - event.get("threshold").asDouble();
        visits.computeIfAbsent(event.path("cameraId").asText(), camera -> new LinkedHashMap<>())
                .merge(event.get("visitId").asText(), excess, Math::max);
    }

    /** How many visits a camera saw. */
    public int count(String camera) {
        return excesses.getOrDefault(camera, List.of()).size();
    }

    /**
     * What a camera's thresholds must be moved by so that a share of these visits passes.
     *
     * @param people enrolled when they were seen
     * @param card threshold that the row states the sum with, for one shot
     * @throws TooFewException if there are too few visits to see the rate at all
     */
    public CalibrationRow row(String camera, double fpir, int people, double card) {
        List<Double> own = excesses.getOrDefault(camera, List.of());
        if (own.size() < ImpostorScores.least(fpir)) {
            throw new TooFewException("camera " + camera + ": visits of impostors: " + own.size()
                    + " (expected: at least " + ImpostorScores.least(fpir) + " to see an FPIR of " + fpir
                    + " at all, " + ImpostorScores.enough(fpir) + " to be true to a third)");
        }
        double shift =
                new ImpostorScores(own.stream().mapToDouble(Double::doubleValue).toArray()).threshold(fpir);
        return new CalibrationRow(people, shift, Math.round((card + shift) * 1e4) / 1e4, own.size());
    }
}
