package io.facestream.training.run;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.training.TrainingException;
import io.facestream.training.net.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a run needs to go on as if it had never stopped: weights, what the head and the optimiser hold, the place in the order of
 * pictures, and the best so far. Everything random follows from the seed and that place.
 *
 * @param step steps done
 * @param classes people in the order of their numbers
 * @param best of the validations so far
 * @param tensors by group and name: {@code net/stem.conv.weight}, {@code head/centres}, {@code optimiser/...}
 */
record Checkpoint(long step, List<String> classes, Best best, Map<String, TensorFile.Tensor> tensors) {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    private static final String PREFIX = "step-";
    private static final String SUFFIX = ".checkpoint";

    /**
     * The best validation.
     *
     * @param value NaN before the first
     * @param since validations since then
     */
    record Best(double value, long step, int since) {
        static final Best NONE = new Best(Double.NaN, 0, 0);
    }

    /** Adds arrays under the name of a group. */
    static void put(Map<String, TensorFile.Tensor> tensors, String group, Map<String, NDArray> arrays) {
        arrays.forEach((name, array) -> {
            List<Integer> shape = Arrays.stream(array.getShape().getShape())
                    .mapToObj(Math::toIntExact)
                    .toList();
            tensors.put(group + "/" + name, new TensorFile.Tensor(shape, array.toFloatArray()));
        });
    }

    /** Writes the values of a group into arrays that exist. */
    void restore(String group, Map<String, NDArray> arrays) {
        arrays.forEach((name, array) -> {
            TensorFile.Tensor tensor = tensors.get(group + "/" + name);
            if (tensor == null || tensor.values().length != array.size()) {
                throw new TrainingException("checkpoint: " + group + "/" + name + ": "
                        + (tensor == null ? "missing" : tensor.values().length + " values") + " (expected: "
                        + array.size()
                        + " values; the configuration has changed since)");
            }
            array.set(tensor.values());
        });
    }

    /** Writes the checkpoint, and removes all but the newest {@code keep}. */
    void write(Path folder, int keep) throws IOException {
        ObjectNode about = TensorFile.header();
        about.put("step", step);
        about.putObject("best").put("value", best.value).put("step", best.step).put("since", best.since);
        classes.forEach(about.putArray("classes")::add);
        new TensorFile(about, tensors).write(folder.resolve(String.format("%s%010d%s", PREFIX, step, SUFFIX)));
        List<Path> all = list(folder);
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            Files.deleteIfExists(old);
        }
    }

    /** The newest checkpoint of a run that is whole; those that are damaged are passed over with a warning. */
    static Optional<Checkpoint> newest(Path folder) throws IOException {
        List<Path> all = list(folder);
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(read(all.get(i)));
            } catch (TrainingException e) {
                LOG.warn("{}; an older one is taken", e.getMessage());
            }
        }
        return Optional.empty();
    }

    static Checkpoint read(Path file) {
        TensorFile content = TensorFile.read(file);
        ObjectNode about = content.about();
        List<String> classes = new ArrayList<>();
        about.path("classes").forEach(name -> classes.add(name.asText()));
        JsonNode best = about.path("best");
        return new Checkpoint(
                about.path("step").asLong(),
                classes,
                new Best(
                        best.path("value").asDouble(Double.NaN),
                        best.path("step").asLong(),
                        best.path("since").asInt()),
                new LinkedHashMap<>(content.tensors()));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
                    })
                    .sorted()
                    .toList();
        }
    }

    /** Says how the people of the checkpoint and those of the data differ. */
    void requireClasses(List<String> now) {
        if (classes.equals(now)) {
            return;
        }
        List<String> gone = new ArrayList<>(classes);
        gone.removeAll(now);
        List<String> fresh = new ArrayList<>(now);
        fresh.removeAll(classes);
        throw new TrainingException("resume: the people have changed since the checkpoint: " + told(gone, "gone") + ", "
                + told(fresh, "new") + " (expected: the same " + classes.size()
                + "; begin a new run from this one's weights with --set backbone.start=" + "RUN_FOLDER)");
    }

    private static String told(List<String> names, String what) {
        return names.isEmpty()
                ? "none " + what
                : names.size() + " " + what + " (" + String.join(", ", names.subList(0, Math.min(3, names.size())))
                        + (names.size() > 3 ? ", ..." : "") + ")";
    }
}
