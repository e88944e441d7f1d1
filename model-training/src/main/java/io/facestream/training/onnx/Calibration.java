package io.facestream.training.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.facestream.training.TrainingException;
import io.facestream.training.net.Backbone;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ranges that values of a model take on some faces, seen by running it with all of them as outputs: from the mean of what is least on
 * each face to the mean of what is largest. What lies outside is cut off; ranges that reach as far as the one outlier of one face are so
 * coarse that the default model's embeddings move away half as far again.
 */
final class Calibration {
    private Calibration() {}

    /** From a least to a largest value; 0 is always inside, since padding adds it. */
    record Range(float from, float to) {
        static final Range NOTHING = new Range(0, 0);

        static Range of(FloatBuffer values) {
            float least = 0;
            float largest = 0;
            while (values.hasRemaining()) {
                float value = values.get();
                least = Math.min(least, value);
                largest = Math.max(largest, value);
            }
            return new Range(least, largest);
        }

        Range plus(Range other, float share) {
            return new Range(from + other.from * share, to + other.to * share);
        }

        /** The step between two of 256 levels. */
        float scale() {
            return Math.max((to - from) / 255, Float.MIN_NORMAL);
        }

        /** The level that is 0. */
        int zero() {
            return Math.max(0, Math.min(255, Math.round(-from / scale())));
        }
    }

    static Map<String, Range> ranges(ModelProto model, Collection<String> values, List<float[]> faces) {
        ModelProto.Builder open = model.toBuilder();
        String input = model.getGraph().getInput(0).getName();
        for (String value : values) {
            if (!value.equals(input)) {
                open.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(value));
            }
        }
        Map<String, Range> ranges = new HashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session =
                    OrtEnvironment.getEnvironment().createSession(open.build().toByteArray(), options)) {
                for (float[] face : faces) {
                    see(session, input, face, 1f / faces.size(), ranges);
                }
            }
        } catch (OrtException e) {
            throw new TrainingException("the model does not run (" + e.getMessage() + ")", e);
        }
        return ranges;
    }

    private static void see(OrtSession session, String input, float[] face, float share, Map<String, Range> ranges)
            throws OrtException {
        long[] shape = {1, 3, Backbone.SIDE, Backbone.SIDE};
        Range fed = Range.of(FloatBuffer.wrap(face));
        ranges.put(input, ranges.getOrDefault(input, Range.NOTHING).plus(fed, share));
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(face), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            for (Map.Entry<String, ai.onnxruntime.OnnxValue> value : result) {
                Range seen = Range.of(((OnnxTensor) value.getValue()).getFloatBuffer());
                ranges.put(
                        value.getKey(),
                        ranges.getOrDefault(value.getKey(), Range.NOTHING).plus(seen, share));
            }
        }
    }
}
