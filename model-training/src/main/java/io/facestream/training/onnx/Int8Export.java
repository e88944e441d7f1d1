package io.facestream.training.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.facestream.training.TrainingException;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.ExportOptions.PReluForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a network as a model of 8-bit integers, a quarter of the size: weights by output channel, what flows between the layers by ranges
 * that faces showed. How far its embeddings are from the exact ones is measured on other faces, and told.
 */
public final class Int8Export {
    private Int8Export() {}

    /**
     * What 8 bits cost.
     *
     * @param faces that it was measured on and not calibrated on
     * @param meanCosine of the embeddings of a face by both models
     * @param leastCosine of any face
     */
    public record Loss(int faces, double meanCosine, double leastCosine) {
        /** For people. */
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "8-bit integers: the embeddings of %d faces, other than those it was calibrated on, have a mean cosine of %.4f to the"
                            + " exact ones, the least %.4f.",
                    faces,
                    meanCosine,
                    leastCosine);
        }
    }

    /**
     * Writes model and card.
     *
     * @param faces at least two, each [3, 112, 112]: every other one is calibrated on, the rest measured on
     */
    public static Loss write(
            ModelFolder folder, WeightsFile weights, ExportOptions options, CardText text, List<float[]> faces)
            throws IOException {
        if (faces.size() < 2) {
            throw new TrainingException("pictures: " + faces.size() + " (expected: at least 2 to calibrate on)");
        }
        List<float[]> calibrated = new ArrayList<>();
        List<float[]> measured = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            (i % 2 == 0 ? calibrated : measured).add(faces.get(i));
        }
        // the operator: rewritten, its parts would be rounded one by one
        ModelProto exact = OnnxExport.model(weights, options.withFold(true).withPrelu(PReluForm.PUBLISHED));
        ModelProto small = quantised(exact, calibrated);
        Loss loss = loss(exact, small, measured);
        folder.write(small, text.derived("-int8", loss.sentence()), weights.dimension(), options.input());
        return loss;
    }

    static ModelProto quantised(ModelProto exact, List<float[]> faces) {
        Quantiser quantiser = new Quantiser(exact.getGraph());
        Map<String, Calibration.Range> ranges = Calibration.ranges(exact, quantiser.values(), faces);
        return exact.toBuilder().setGraph(quantiser.write(ranges)).build();
    }

    static Loss loss(ModelProto exact, ModelProto small, List<float[]> faces) {
        double sum = 0;
        double least = 1;
        try (OrtModel wanted = OrtModel.open(exact.toByteArray(), 1);
                OrtModel found = OrtModel.open(small.toByteArray(), 1)) {
            for (float[] face : faces) {
                double cosine = OnnxParity.of(wanted, found, List.of(face)).leastCosine();
                sum += cosine;
                least = Math.min(least, cosine);
            }
        }
        return new Loss(faces.size(), sum / faces.size(), least);
    }
}
