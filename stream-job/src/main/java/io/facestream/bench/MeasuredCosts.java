package io.facestream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was measured, in the files that {@code bench stages scale gallery coarse} writes.
 *
 * @param decodeMillis a JPEG of 720p
 * @param detectMillis all faces of a frame
 * @param cutMillis landmarks, quality and crop of a face
 * @param embedMillis a shot
 * @param encodeMillis a frame as JPEG, where the camera is
 * @param frameBytes of that JPEG
 * @param cropBytes of a crop as JPEG
 * @param frameMicros of the job behind the detector: a frame without a face
 * @param faceMicros more for each face in it, search among {@code searchedPeople} included
 * @param facesAFrame on the street
 * @param shotsAVisit embedded faces
 * @param eventsAVisit that go out
 * @param eventBytes as JSON
 * @param stateBytes of a checkpoint, a camera
 * @param templateBytes of memory, a template in the gallery
 * @param matchMillis one probe, one thread, by number of people
 * @param readMillis reading the templates once, by number of people
 * @param batchMillis a probe of 32 that are searched together, by number of people
 * @param coarse the inverted file at a recall of 99 % or more: share of the exact search's CPU time
 * @param coarseRecall recall@1 there
 */
record MeasuredCosts(
        double decodeMillis,
        double detectMillis,
        double cutMillis,
        double embedMillis,
        double encodeMillis,
        double frameBytes,
        double cropBytes,
        double frameMicros,
        double faceMicros,
        double facesAFrame,
        double shotsAVisit,
        double eventsAVisit,
        double eventBytes,
        double stateBytes,
        double templateBytes,
        Map<Long, Double> matchMillis,
        Map<Long, Double> readMillis,
        Map<Long, Double> batchMillis,
        double coarse,
        double coarseRecall) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double RECALL = 0.99;

    static MeasuredCosts read(Path folder) throws IOException {
        JsonNode stages = file(folder, "stages");
        JsonNode scale = file(folder, "scale");
        JsonNode gallery = file(folder, "gallery");
        JsonNode faces = file(folder, "coarse").get("faces");
        TreeMap<Long, JsonNode> cameras = bySize(scale);
        TreeMap<Long, JsonNode> sizes = bySize(gallery);
        JsonNode most = cameras.lastEntry().getValue();
        JsonNode coarse = enough(faces);
        double visits = most.get("visits").asDouble();
        return new MeasuredCosts(
                stages.get("decodeFrameMillis").asDouble(),
                stages.get("detectFrameMillis").asDouble(),
                stages.get("cutFaceMillis").asDouble(),
                stages.get("embedShotMillis").asDouble(),
                stages.get("encodeFrameMillis").asDouble(),
                stages.get("frameBytes").asDouble(),
                stages.get("cropJpegBytes").asDouble(),
                most.get("microsAFrameWithoutFace").asDouble(),
                most.get("microsAFace").asDouble(),
                most.get("faces").asDouble() / most.get("frames").asDouble(),
                most.get("embedded").asDouble() / visits,
                most.get("events").asDouble() / visits,
                most.get("bytesAnEvent").asDouble(),
                stateBytes(cameras),
                sizes.lastEntry().getValue().get("bytesATemplate").asDouble(),
                values(sizes, "partsMillis"),
                values(sizes, "readMillis"),
                values(sizes, "batchMillisAProbe"),
                coarse.get("shareOfTime").asDouble(),
                coarse.get("recall").asDouble());
    }

    static JsonNode file(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + ".json");
        if (!Files.exists(file)) {
            throw new IOException(file + ": not found (expected: the figures of ./facestream bench " + name
                    + "; --costs names another folder)");
        }
        return JSON.readTree(file.toFile());
    }

    static TreeMap<Long, JsonNode> bySize(JsonNode figures) {
        TreeMap<Long, JsonNode> sizes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : figures.properties()) {
            if (one.getKey().matches("\\d{1,12}")) {
                sizes.put(Long.parseLong(one.getKey()), one.getValue());
            }
        }
        return sizes;
    }

    private static TreeMap<Long, Double> values(TreeMap<Long, JsonNode> sizes, String name) {
        TreeMap<Long, Double> values = new TreeMap<>();
        sizes.forEach((size, figures) -> values.put(size, figures.get(name).asDouble()));
        return values;
    }

    /** What a checkpoint grows by with each camera: the facebank in it is the same for few and many. */
    private static double stateBytes(TreeMap<Long, JsonNode> cameras) {
        double more = cameras.lastEntry().getValue().get("checkpointBytes").asDouble()
                - cameras.firstEntry().getValue().get("checkpointBytes").asDouble();
        return more / Math.max(1, cameras.lastKey() - cameras.firstKey());
    }

    private static JsonNode enough(JsonNode faces) {
        JsonNode last = null;
        for (JsonNode row : bySize(faces).values()) {
            if (last == null || last.get("recall").asDouble() < RECALL) {
                last = row;
            }
        }
        return Objects.requireNonNull(last);
    }

    /** Milliseconds that one probe takes with so many people: measured, or beyond that in proportion to the largest that was. */
    double matchMillis(double people) {
        return scaled(matchMillis, people);
    }

    /** The same for a probe of 32 that are searched together. */
    double batchMillis(double people) {
        return scaled(batchMillis, people);
    }

    private static double scaled(Map<Long, Double> bySize, double people) {
        TreeMap<Long, Double> sizes = new TreeMap<>(bySize);
        Map.Entry<Long, Double> like = Objects.requireNonNullElse(sizes.floorEntry((long) people), sizes.firstEntry());
        return like.getValue() * people / like.getKey();
    }
}
