package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl;
import io.facestream.vision.model.ModelCard.Colour;
import io.facestream.vision.model.ModelCard.Family;
import io.facestream.vision.model.ModelCard.Input;
import io.facestream.vision.model.ModelCard.Layout;
import io.facestream.vision.model.ModelCard.Resize;
import io.facestream.vision.model.ModelCard.Task;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The card of a model file that came without one, from the shapes of its graph and what is known of published packs. */
final class CardGuess {
    /** Of a card that begins with another model's table; it goes when its own is measured. */
    static final String THRESHOLDS_NOT_MEASURED =
            "The thresholds were not measured on this model; they are the default model's.";

    private static final float TO_UNIT = 1 / 127.5f;
    private static final Pattern INSIGHTFACE =
            Pattern.compile("(det_\\d.*|scrfd_.*|w600k_.*|glintr100|.*_r50|ms1mv.*|antelope.*|buffalo.*)");
    private static final String INSIGHTFACE_LICENCE =
            "non-commercial research only, as the InsightFace model zoo says of its models (recognised by the file's name)";

    private final Path file;
    private final String origin;
    private final String sha256;
    private final OnnxGraph graph;
    private final List<Long> input;
    private final List<Integer> widths;

    private CardGuess(Path file, String origin) {
        byte[] bytes = ModelFile.read(file);
        this.file = file;
        this.origin = origin;
        this.sha256 = ModelFile.sha256(bytes);
        this.graph = new OnnxGraph(ModelFile.parse(file, bytes).getGraph());
        List<Integer> fed = graph.fedInputs();
        if (fed.size() != 1) {
            throw new ModelRefusedException(file + ": " + fed.size() + " inputs (expected: 1)");
        }
        this.input = OnnxGraph.dimensions(graph.inputs.get(fed.get(0)));
        this.widths =
                graph.outputs.stream().map(CardGuess::lastDimension).sorted().toList();
    }

    /**
     * The card of the file.
     *
     * @throws ModelRefusedException if it is none of the models that facestream runs
     */
    static ModelCard of(Path file, String origin) {
        CardGuess guess = new CardGuess(file, origin);
        Optional<ModelCard> known = ModelStore.defaultCards().stream()
                .filter(card -> card.sha256().equals(guess.sha256))
                .findFirst();
        return known.map(card -> guess.renamed(card)).orElseGet(guess::card);
    }

    /** True if the detector in the file gives five points with each face. */
    static boolean givesPoints(Path file) {
        return new CardGuess(file, "").widths.contains(10);
    }

    private static int lastDimension(OnnxMl.ValueInfoProto output) {
        List<Long> shape = OnnxGraph.dimensions(output);
        return shape.isEmpty() ? -1 : shape.get(shape.size() - 1).intValue();
    }

    private ModelCard card() {
        if (input.size() != 4 || input.get(1) != 3) {
            throw unknown();
        }
        if (widths.equals(List.of(2, 4))) {
            return detector(Family.RFB, picture(320, 240, Colour.RGB, 127, 1 / 128f), Resize.STRETCH, 0.7f);
        }
        if (widths.equals(List.of(1, 1, 1, 1, 1, 1, 4, 4, 4, 10, 10, 10))) {
            return detector(Family.YUNET, picture(640, 640, Colour.BGR, 0, 1), Resize.LETTERBOX, 0.7f);
        }
        if (isScrfd()) {
            return detector(Family.SCRFD, picture(640, 640, Colour.RGB, 127.5f, 1 / 128f), Resize.LETTERBOX, 0.5f);
        }
        boolean aligned = (input.get(2) == 112 || input.get(2) < 0) && (input.get(3) == 112 || input.get(3) < 0);
        if (aligned && widths.size() == 1 && isVector(widths.get(0))) {
            return embedding(Math.max(0, widths.get(0)));
        }
        throw unknown();
    }

    /** Points also come as one vector (136 or 212 values), but not as a multiple of 32; -1 is told by the first run. */
    private static boolean isVector(int width) {
        return width == -1 || (width >= 64 && width % 32 == 0);
    }

    private ModelRefusedException unknown() {
        return new ModelRefusedException(file + ": input " + input + ", outputs of " + widths
                + " values (expected: an RFB, SCRFD or YuNet detector, or an embedding of 112 x 112 crops)");
    }

    /** Scores, boxes and mostly points in equal numbers, for three or five strides. */
    private boolean isScrfd() {
        long scores = widths.stream().filter(width -> width == 1).count();
        long boxes = widths.stream().filter(width -> width == 4).count();
        long points = widths.stream().filter(width -> width == 10).count();
        return (scores == 3 || scores == 5)
                && boxes == scores
                && (points == scores || points == 0)
                && scores + boxes + points == widths.size();
    }

    private Input picture(int width, int height, Colour colour, float mean, float scale) {
        int fixedHeight = input.get(2) > 0 ? input.get(2).intValue() : height;
        int fixedWidth = input.get(3) > 0 ? input.get(3).intValue() : width;
        return new Input(fixedWidth, fixedHeight, colour, List.of(mean), List.of(scale), Layout.NCHW);
    }

    private ModelCard detector(Family family, Input fed, Resize resize, float score) {
        return card(
                Task.DETECTION,
                family,
                fed,
                resize,
                0,
                score,
                0.4f,
                List.of(),
                "",
                List.of(
                        "Threshold and colour order are those usual for the family; they were not measured on this file."));
    }

    private ModelCard embedding(int dimension) {
        boolean normalisesItself = startsWithSubAndMul();
        Input fed = picture(112, 112, Colour.RGB, normalisesItself ? 0 : 127.5f, normalisesItself ? 1 : TO_UNIT);
        return card(
                Task.EMBEDDING,
                Family.ARCFACE,
                fed,
                Resize.STRETCH,
                dimension,
                0,
                0.4f,
                List.of(new ThresholdRow(1, List.of(1e-3, 1e-4, 1e-5, 1e-6), List.of(0.335, 0.411, 0.477, 0.587))),
                "not measured on this model: the figures of the default model, to start with",
                List.of(
                        THRESHOLDS_NOT_MEASURED,
                        "Whether it wants RGB or BGR is not in the file; RGB is usual for InsightFace's."));
    }

    /** Old exports subtract and scale inside the graph, and are fed 0..255. */
    private boolean startsWithSubAndMul() {
        List<String> first =
                graph.nodes.stream().limit(8).map(OnnxMl.NodeProto::getOpType).toList();
        return first.contains("Sub") && first.contains("Mul");
    }

    private ModelCard card(
            Task task,
            Family family,
            Input fed,
            Resize resize,
            int dimension,
            float score,
            float nms,
            List<ThresholdRow> thresholds,
            String measuredOn,
            List<String> notKnown) {
        return new ModelCard(
                ModelCard.SCHEMA_VERSION,
                stem(),
                task,
                family,
                fileName(),
                sha256,
                fed,
                resize,
                dimension,
                score,
                nms,
                0,
                List.of(),
                licence(),
                "brought by the user in " + origin,
                notKnown,
                thresholds,
                measuredOn);
    }

    /** A default card for a file that came under another name. */
    private ModelCard renamed(ModelCard card) {
        return new ModelCard(
                card.schemaVersion(),
                card.id(),
                card.task(),
                card.family(),
                fileName(),
                card.sha256(),
                card.input(),
                card.resize(),
                card.dimension(),
                card.scoreThreshold(),
                card.nms(),
                card.normGate(),
                card.passes(),
                card.licence(),
                card.origin(),
                card.notKnown(),
                card.thresholds(),
                card.thresholdsMeasuredOn());
    }

    private String licence() {
        String name = stem().toLowerCase(Locale.ROOT);
        if (INSIGHTFACE.matcher(name).matches()) {
            return INSIGHTFACE_LICENCE;
        }
        return name.startsWith("face_detection_yunet")
                ? "MIT, as the OpenCV Zoo says of YuNet (recognised by the file's name)"
                : "unknown";
    }

    private String fileName() {
        return file.getFileName().toString();
    }

    private String stem() {
        String stem = fileName().replaceFirst("\\.onnx$", "").replaceAll("[^A-Za-z0-9._-]", "_");
        return stem.matches("[A-Za-z0-9].*") ? stem : "model" + stem;
    }
}
