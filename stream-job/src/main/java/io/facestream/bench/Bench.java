package io.facestream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All measurements, by name. */
public final class Bench {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Measurement> all;

    /**
     * @param scale how large the made world is that scale is measured on
     * @param capacity what is calculated from it
     */
    public Bench(ScaleOptions scale, CapacityOptions capacity) {
        all = all(scale, capacity);
    }

    private static List<Measurement> all(ScaleOptions scale, CapacityOptions capacity) {
        return List.of(
                new FlinkTax(),
                new EmbeddingRate(),
                new CheckpointCost(),
                new DecodeRate(),
                new FacebankChanges(),
                new FramesPath(),
                new SceneQuality(),
                new HardSceneQuality(),
                new Verification(),
                new PictureRate(),
                new SmallFaces(),
                new EventLatency(),
                new ConsoleCost(),
                new ShadowCost(),
                new StreetCost(scale),
                new StageCost(),
                new TaskManagers(),
                new CoarseRecall(),
                new GallerySpeed(Math.max(100_000, scale.people())),
                new Capacity(capacity),
                new CalibrationReport());
    }

    /** Name and purpose of each measurement, one line each. */
    public List<String> describe() {
        return all.stream()
                .map(measurement -> String.format(Locale.ROOT, "%-12s %s", measurement.name(), measurement.about()))
                .toList();
    }

    /**
     * Runs measurements one after the other and writes {@code NAME.json} for each.
     *
     * @param names none for those that have a goal
     * @return whether all goals are met
     */
    public boolean run(List<String> names, Workplace workplace, Path out) throws Exception {
        List<Measurement> chosen = new ArrayList<>();
        names.forEach(name -> chosen.add(named(name)));
        if (names.isEmpty()) {
            all.stream().filter(Measurement::hasGoal).forEach(chosen::add);
        }
        boolean met = true;
        for (Measurement measurement : chosen) {
            workplace.say(measurement.name() + ": " + measurement.about());
            ObjectNode figures = JSON.createObjectNode();
            boolean reached = measurement.measure(workplace, figures);
            if (measurement.hasGoal()) {
                figures.put("goalMet", reached);
                workplace.say(reached ? "goal met" : "goal missed");
            }
            workplace.say("");
            Files.createDirectories(out);
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(out.resolve(measurement.name() + ".json").toFile(), figures);
            met &= reached;
        }
        return met;
    }

    /** Refuses names that no measurement has. */
    public void requireKnown(List<String> names) {
        names.forEach(this::named);
    }

    private Measurement named(String name) {
        return all.stream()
                .filter(measurement -> measurement.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("bench: " + name + " (expected: one of "
                        + String.join(", ", all.stream().map(Measurement::name).toList()) + ")"));
    }
}
