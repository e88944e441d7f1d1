package io.facestream.vision.model;

import java.nio.file.Path;
import java.util.List;

/**
 * All that is known of a model file, and how it is fed; the JSON beside every model.
 *
 * @param id short name that events and facebanks carry
 * @param file name of the ONNX file, in the card's own folder
 * @param sha256 of the file as it was published, 64 hexadecimal digits, lower case
 * @param input how pixels become the input tensor
 * @param resize how a picture is brought to the input's size
 * @param dimension length of the vector of an embedding model, 0 if the file tells or for other tasks
 * @param scoreThreshold detector's score from which a box is a face, 0..1
 * @param nms intersection over union above which the weaker of two boxes is dropped, 0..1
 * @param normGate length of the raw vector below which it is no face, 0 if the model has no such gate
 * @param passes the passes of a detector over a picture, empty for one pass at the input's size
 * @param licence what is known of the terms, {@code unknown} if nothing is
 * @param origin where the file comes from
 * @param notKnown what a user should know is not known of the model, one sentence each
 * @param thresholds cosine by false-match rate and number of shots, empty if never measured
 * @param thresholdsMeasuredOn where the thresholds were measured, empty if never
 */
public record ModelCard(
        int schemaVersion,
        String id,
        Task task,
        Family family,
        String file,
        String sha256,
        Input input,
        Resize resize,
        int dimension,
        float scoreThreshold,
        float nms,
        float normGate,
        List<Pass> passes,
        String licence,
        String origin,
        List<String> notKnown,
        List<ThresholdRow> thresholds,
        String thresholdsMeasuredOn) {

    /** The schema that this version reads and writes. */
    public static final int SCHEMA_VERSION = 1;

    public ModelCard {
        passes = List.copyOf(passes);
        notKnown = List.copyOf(notKnown);
        thresholds = List.copyOf(thresholds);
    }

    /** What a model is for. */
    public enum Task {
        DETECTION,
        LANDMARKS,
        EMBEDDING,
        LIVENESS,
        POSE,
        EYES
    }

    /** How a model's outputs are decoded. */
    public enum Family {
        /** Ultra-Light RFB: scores [N,A,2] and boxes [N,A,4] over priors of strides 8 to 64. */
        RFB,
        /** InsightFace SCRFD: score, box and, mostly, five points for strides 8 to 32 or 8 to 128. */
        SCRFD,
        /** YuNet: class, objectness, box and five points for strides 8 to 32. */
        YUNET,
        /** 68 points as x and y of 0..1 of the crop. */
        LANDMARKS68,
        /** One vector a face from a 112 x 112 crop aligned to the ArcFace template. */
        ARCFACE,
        /** Silent-Face style logits, the first class is live. */
        MINIFASNET,
        /** Yaw, pitch and roll as 66 bins of three degrees. */
        HOPENET,
        /** Open and closed logits of one eye. */
        EYESTATE
    }

    /** Order of the input tensor's channels. */
    public enum Colour {
        RGB,
        BGR,
        GREY
    }

    /** Order of the input tensor's dimensions. */
    public enum Layout {
        NCHW
    }

    /** How a picture is brought to another size. */
    public enum Resize {
        /** Width and height are scaled on their own. */
        STRETCH,
        /** One scale, the rest is padding. */
        LETTERBOX
    }

    /**
     * How pixels become the input tensor: {@code (pixel - mean) * scale}, pixel 0..255.
     *
     * @param mean one value, or one a channel in the order of {@code colour}
     * @param scale one value, or one a channel in the order of {@code colour}
     */
    public record Input(int width, int height, Colour colour, List<Float> mean, List<Float> scale, Layout layout) {
        public Input {
            mean = List.copyOf(mean);
            scale = List.copyOf(scale);
        }

        public int channels() {
            return colour == Colour.GREY ? 1 : 3;
        }

        public float mean(int channel) {
            return mean.get(mean.size() == 1 ? 0 : channel);
        }

        public float scale(int channel) {
            return scale.get(scale.size() == 1 ? 0 : channel);
        }
    }

    /**
     * One pass of a detector over a picture.
     *
     * @param width of the picture the network sees, in pixels
     * @param maxBoxHeight boxes higher than this, in pixels of that picture, are left to another pass; 0 for no limit
     */
    public record Pass(int width, int height, Resize resize, float scoreThreshold, float maxBoxHeight) {}

    /**
     * Thresholds for probes fused of a number of shots.
     *
     * @param fmr false-match rates of one comparison with one person, falling
     * @param threshold the cosine that gives each of them, rising
     */
    public record ThresholdRow(int shots, List<Double> fmr, List<Double> threshold) {
        public ThresholdRow {
            fmr = List.copyOf(fmr);
            threshold = List.copyOf(threshold);
        }
    }

    /**
     * The same card with a table that was measured on this model.
     *
     * @param measuredOn what it was measured on, one sentence
     */
    public ModelCard withThresholds(List<ThresholdRow> measured, String measuredOn) {
        return new ModelCard(
                schemaVersion,
                id,
                task,
                family,
                file,
                sha256,
                input,
                resize,
                dimension,
                scoreThreshold,
                nms,
                normGate,
                passes,
                licence,
                origin,
                notKnown.stream()
                        .filter(sentence -> !sentence.equals(CardGuess.THRESHOLDS_NOT_MEASURED))
                        .toList(),
                measured,
                measuredOn);
    }

    /** Reads and checks a card; the file's errors are all told in one line each. */
    public static ModelCard read(Path json) {
        return ModelCardJson.read(json);
    }

    /** Writes the card as JSON, replacing what was there. */
    public void write(Path json) {
        ModelCardJson.write(this, json);
    }
}
