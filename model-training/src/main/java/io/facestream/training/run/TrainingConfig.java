package io.facestream.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.training.TrainingException;
import io.facestream.training.data.Augmentation;
import io.facestream.training.data.InputForm;
import io.facestream.training.head.HeadSpec;
import io.facestream.training.net.Backbone;
import io.facestream.training.optimise.OptimiserSpec;
import io.facestream.training.optimise.Schedule;
import io.facestream.vision.model.ModelCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run does; {@code defaults.yaml} describes each setting.
 *
 * @param learn layers that learn, by path; empty for the default, which depends on what a run starts from
 * @param head settings of the head, with its kind
 */
public record TrainingConfig(
        long seed,
        int threads,
        Network backbone,
        List<String> learn,
        InputForm input,
        Data data,
        ObjectNode head,
        int batch,
        int accumulate,
        int epochs,
        ObjectNode optimiser,
        ObjectNode schedule,
        double clip,
        Validation validate,
        Checkpoints checkpoint,
        Export export,
        ObjectNode tree) {

    /** The network and what it begins with. */
    public record Network(String name, int dimension, String start) {
        public static final String RANDOM = "random";
        public static final String DEFAULT = "default";

        public boolean isRandom() {
            return start.equals(RANDOM);
        }
    }

    /** Whose pictures, and how they are changed. */
    public record Data(People train, int maxPeople, int loaders, Augmentation augmentation) {
        public static final String GENERATED = "generated";
    }

    /**
     * Pictures of some people.
     *
     * @param where a folder or a file
     * @param only names of those who are taken
     * @param except names of those who are not
     * @param minPictures of somebody who is taken
     */
    public record People(String where, Optional<Path> only, Optional<Path> except, int minPictures) {}

    /** When and on whom the model is tried. */
    public record Validation(
            Optional<People> set,
            double share,
            int maxPeople,
            int maxPictures,
            int every,
            int patience,
            Figure by,
            double tolerance,
            Optional<Path> closed) {}

    /** How often checkpoints are written, and how many are kept. */
    public record Checkpoints(double minutes, int keep) {}

    /** How the model's file is made. */
    public record Export(String prelu, String norm, Optional<String> id, String licence) {}

    /** Reads a configuration; all that is wrong with it is told at once. */
    public static TrainingConfig read(Path file, List<String> changes) {
        return of(ConfigFile.read(file, changes));
    }

    /** The defaults with changes, {@code key.key=value} each; {@code data.train} has no default. */
    public static TrainingConfig defaults(List<String> changes) {
        return of(ConfigFile.changed(changes));
    }

    /** The settings and their defaults, each with a comment. */
    public static String documentation() {
        return ConfigFile.documentation();
    }

    static TrainingConfig of(ObjectNode tree) {
        ConfigReader root = new ConfigReader(tree);
        ConfigReader backbone = root.in("backbone");
        ConfigReader input = root.in("input");
        ConfigReader data = root.in("data");
        ConfigReader augmentation = data.in("augmentation");
        ConfigReader validate = root.in("validate");
        ConfigReader checkpoint = root.in("checkpoint");
        ConfigReader export = root.in("export");
        TrainingConfig config = new TrainingConfig(
                root.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                (int) root.whole("threads", 1, 1024),
                new Network(
                        backbone.text("name"), (int) backbone.whole("dimension", 1, 65_536), backbone.text("start")),
                learn(tree.get("learn"), root),
                new InputForm(
                        ModelCard.Colour.valueOf(input.oneOf("colour", "BGR", "RGB")),
                        (float) input.number("mean", 0, 255),
                        (float) input.number("scale", 1e-9, 1)),
                new Data(
                        people(data, "train").orElse(new People("", Optional.empty(), Optional.empty(), 1)),
                        (int) data.whole("max-people", 0, Integer.MAX_VALUE),
                        (int) data.whole("loaders", 1, 64),
                        new Augmentation(
                                augmentation.number("flip", 0, 1),
                                (int) augmentation.whole("crop-from", 0, 1024),
                                augmentation.number("brightness", 0, 1),
                                augmentation.number("saturation", 0, 1),
                                augmentation.number("grey", 0, 1),
                                augmentation.number("blur", 0, 1))),
                root.object("head"),
                (int) root.whole("batch", 1, 65_536),
                (int) root.whole("accumulate", 1, 65_536),
                (int) root.whole("epochs", 1, 1_000_000),
                root.object("optimiser"),
                root.object("schedule"),
                root.number("clip", 0, 1e9),
                new Validation(
                        people(validate, "set"),
                        validate.number("share", 0, 0.9),
                        (int) validate.whole("max-people", 2, Integer.MAX_VALUE),
                        (int) validate.whole("max-pictures", 2, Integer.MAX_VALUE),
                        (int) validate.whole("every", 1, 1_000_000),
                        (int) validate.whole("patience", 0, 1_000_000),
                        validate.choice("by", Figure.values()),
                        validate.number("tolerance", 0, 100),
                        validate.optional("closed").map(Path::of)),
                new Checkpoints(checkpoint.number("minutes", 0, 1e6), (int) checkpoint.whole("keep", 1, 1000)),
                new Export(
                        export.oneOf("prelu", "published", "rewritten"),
                        export.oneOf("norm", "outside", "inside"),
                        export.optional("id"),
                        export.text("licence")),
                tree);
        if (config.data.train.where.isEmpty()) {
            root.problem("data.train", "none", "a folder, a .rec, .tfrecord or .csv file, or " + Data.GENERATED);
        }
        root.check(() -> Backbone.named(config.backbone.name));
        root.check(() -> HeadSpec.of(config.headSettings()));
        root.check(() -> OptimiserSpec.of(config.optimiserSettings()));
        root.check(() -> Schedule.of(config.scheduleSettings()));
        root.throwProblems();
        return config;
    }

    /** What may change between the parts of one training. */
    private static final Set<String> FREE = Set.of("threads", "checkpoint", "validate", "export");

    /**
     * Refuses to go on with another training than the one that was begun.
     *
     * @throws TrainingException that names each setting that differs
     */
    void requireSameTraining(TrainingConfig begun) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            JsonNode before = begun.tree.get(entry.getKey());
            if (!FREE.contains(entry.getKey()) && !entry.getValue().equals(before)) {
                differences.add(
                        entry.getKey() + ": " + entry.getValue() + " (expected: " + before + ", as the run was begun)");
            }
        }
        if (!differences.isEmpty()) {
            throw new TrainingException("resume: the configuration has changed\n" + String.join("\n", differences));
        }
    }

    private static Optional<People> people(ConfigReader settings, String key) {
        return settings.optional(key)
                .map(where -> new People(
                        where,
                        settings.optional("only").map(Path::of),
                        settings.optional("except").map(Path::of),
                        settings.has("min-pictures") ? (int) settings.whole("min-pictures", 1, Integer.MAX_VALUE) : 2));
    }

    private static List<String> learn(JsonNode node, ConfigReader root) {
        List<String> paths = new ArrayList<>();
        if (node.isTextual()) {
            switch (node.asText()) {
                case "auto" -> {}
                case "all" -> paths.add("");
                default -> paths.add(node.asText());
            }
        } else if (node.isArray() && !node.isEmpty()) {
            node.forEach(path -> paths.add(path.asText()));
        } else {
            root.problem("learn", node, "auto, all, or a list of layers");
        }
        return paths;
    }

    /** For {@link HeadSpec}. */
    Map<String, Object> headSettings() {
        return ConfigFile.map(head);
    }

    /** For {@link OptimiserSpec}. */
    Map<String, Object> optimiserSettings() {
        return ConfigFile.map(optimiser);
    }

    /** For {@link Schedule}. */
    Map<String, Object> scheduleSettings() {
        return ConfigFile.map(schedule);
    }

    /** The effective settings as YAML. */
    public String text() {
        return ConfigFile.text(tree);
    }
}
