package io.facestream.vision.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.vision.model.ModelCard.Colour;
import io.facestream.vision.model.ModelCard.Family;
import io.facestream.vision.model.ModelCard.Input;
import io.facestream.vision.model.ModelCard.Layout;
import io.facestream.vision.model.ModelCard.Pass;
import io.facestream.vision.model.ModelCard.Resize;
import io.facestream.vision.model.ModelCard.Task;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Model cards as JSON. */
final class ModelCardJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelCardJson() {}

    static ModelCard read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ModelRefusedException(file + ": no model card can be read there (" + e.getMessage() + ")", e);
        }
    }

    static ModelCard parse(String text, String where) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ModelRefusedException(where + ": not JSON (" + e.getOriginalMessage() + ")", e);
        }
        return card(new CardFields(where, "", root));
    }

    private static ModelCard card(CardFields card) {
        int version = card.integer("schemaVersion", 1, 1_000_000);
        if (version > ModelCard.SCHEMA_VERSION) {
            throw card.refusal("schemaVersion", version, "at most " + ModelCard.SCHEMA_VERSION);
        }
        Task task = card.oneOf("task", Task.values());
        CardFields thresholds = card.optionalObject("thresholds");
        return new ModelCard(
                version,
                card.matching("id", "[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "letters, digits, dot, dash, underscore"),
                task,
                card.oneOf("family", Family.values()),
                card.matching("file", "[A-Za-z0-9_][A-Za-z0-9._ -]{0,199}", "the name of a file in the card's folder"),
                card.matching("sha256", "[0-9a-f]{64}", "64 hexadecimal digits in lower case"),
                input(card.object("input")),
                card.oneOf("resize", Resize.values(), Resize.STRETCH),
                card.integer("dimension", 0, 65_536, 0),
                (float) card.number("scoreThreshold", 0, 1, task == Task.DETECTION ? 0.5 : 0),
                (float) card.number("nms", 0, 1, 0.4),
                (float) card.number("normGate", 0, 1e6, 0),
                passes(card),
                card.text("licence", "unknown"),
                card.text("origin", "unknown"),
                card.texts("notKnown"),
                thresholds == null ? List.of() : rows(thresholds),
                thresholds == null ? "" : thresholds.text("measuredOn", ""));
    }

    private static Input input(CardFields input) {
        Colour colour = input.oneOf("colour", Colour.values());
        int channels = colour == Colour.GREY ? 1 : 3;
        return new Input(
                input.integer("width", 1, 16_384),
                input.integer("height", 1, 16_384),
                colour,
                input.channelValues("mean", channels),
                input.channelValues("scale", channels),
                input.oneOf("layout", Layout.values(), Layout.NCHW));
    }

    private static List<Pass> passes(CardFields card) {
        List<Pass> passes = new ArrayList<>();
        for (CardFields pass : card.objects("passes")) {
            passes.add(new Pass(
                    pass.integer("width", 1, 16_384),
                    pass.integer("height", 1, 16_384),
                    pass.oneOf("resize", Resize.values()),
                    (float) pass.number("scoreThreshold", 0, 1),
                    (float) pass.number("maxBoxHeight", 0, 16_384, 0)));
        }
        return passes;
    }

    private static List<ThresholdRow> rows(CardFields thresholds) {
        List<ThresholdRow> rows = new ArrayList<>();
        int shots = 0;
        for (CardFields row : thresholds.objects("rows")) {
            int next = row.integer("shots", 1, 100_000);
            if (next <= shots) {
                throw row.refusal("shots", next, "more than the row before");
            }
            shots = next;
            List<Double> fmr = row.numbers("fmr", 0, 1);
            List<Double> threshold = row.numbers("threshold", -1, 1);
            if (fmr.isEmpty() || fmr.size() != threshold.size()) {
                throw row.refusal(
                        "threshold", threshold.size() + " values", fmr.size() + ", one a value of fmr, at least 1");
            }
            for (int i = 0; i < fmr.size(); i++) {
                if (fmr.get(i) <= 0 || (i > 0 && fmr.get(i) >= fmr.get(i - 1))) {
                    throw row.refusal("fmr[" + i + "]", fmr.get(i), "above 0 and below the value before");
                }
                if (i > 0 && threshold.get(i) < threshold.get(i - 1)) {
                    throw row.refusal("threshold[" + i + "]", threshold.get(i), "at least the value before");
                }
            }
            rows.add(new ThresholdRow(shots, fmr, threshold));
        }
        return rows;
    }

    static void write(ModelCard card, Path file) {
        try {
            Path temporary = Files.createTempFile(ModelFile.folderOf(file), ".card", ".json");
            Files.writeString(temporary, toJson(card));
            // a reader sees the old card or the new one, never half of one
            Files.move(
                    temporary,
                    file,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ModelRefusedException(file + ": the card cannot be written (" + e.getMessage() + ")", e);
        }
    }

    static String toJson(ModelCard card) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schemaVersion", card.schemaVersion());
        root.put("id", card.id());
        root.put("task", name(card.task()));
        root.put("family", name(card.family()));
        root.put("file", card.file());
        root.put("sha256", card.sha256());
        ObjectNode input = root.putObject("input");
        input.put("width", card.input().width());
        input.put("height", card.input().height());
        input.put("colour", card.input().colour().name());
        putChannelValues(input, "mean", card.input().mean());
        putChannelValues(input, "scale", card.input().scale());
        input.put("layout", card.input().layout().name());
        root.put("resize", name(card.resize()));
        putUnlessZero(root, "dimension", card.dimension());
        putUnlessZero(root, "scoreThreshold", card.scoreThreshold());
        if (card.task() == Task.DETECTION) {
            root.put("nms", card.nms());
        }
        putUnlessZero(root, "normGate", card.normGate());
        for (Pass pass : card.passes()) {
            ObjectNode node = root.withArray("passes").addObject();
            node.put("width", pass.width());
            node.put("height", pass.height());
            node.put("resize", name(pass.resize()));
            node.put("scoreThreshold", pass.scoreThreshold());
            putUnlessZero(node, "maxBoxHeight", pass.maxBoxHeight());
        }
        root.put("licence", card.licence());
        root.put("origin", card.origin());
        ArrayNode notKnown = root.putArray("notKnown");
        card.notKnown().forEach(notKnown::add);
        if (!card.thresholds().isEmpty()) {
            putThresholds(root.putObject("thresholds"), card);
        }
        return root.toPrettyString() + "\n";
    }

    private static void putThresholds(ObjectNode node, ModelCard card) {
        node.put("measuredOn", card.thresholdsMeasuredOn());
        for (ThresholdRow row : card.thresholds()) {
            ObjectNode rowNode = node.withArray("rows").addObject();
            rowNode.put("shots", row.shots());
            ArrayNode fmr = rowNode.putArray("fmr");
            row.fmr().forEach(fmr::add);
            ArrayNode threshold = rowNode.putArray("threshold");
            row.threshold().forEach(threshold::add);
        }
    }

    private static void putChannelValues(ObjectNode node, String name, List<Float> values) {
        if (values.size() == 1) {
            node.put(name, values.get(0));
        } else {
            values.forEach(node.putArray(name)::add);
        }
    }

    private static void putUnlessZero(ObjectNode node, String name, float value) {
        if (value == (int) value) {
            if (value != 0) {
                node.put(name, (int) value);
            }
        } else {
            node.put(name, value);
        }
    }

    private static String name(Enum<?> value) {
        return CardFields.name(value);
    }
}
