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

/** The ranges that values of a model take on some faces, seen by running it with all of them as outputs. */
final class Calibration {
    private Calibration() {}

    /** From the least to the largest value; 0 is always inside, since padding adds it. */
    record Range(float from, float to) {
        static final Range NOTHING = new Range(0, 0);

        Range with(FloatBuffer values) {
            float least = from;
            float largest = to;
            while (values.hasRemaining()) {
                float value = values.get();
                least = Math.min(least, value);
                largest = Math.max(largest, value);
            }
            return new Range(least, largest);
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
                    see(session, input, face, ranges);
                }
            }
        } catch (OrtException e) {
            throw new TrainingException("the model does not run (" + e.getMessage() + ")", e);
        }
        return ranges;
    }

    private static void see(OrtSession session, String input, float[] face, Map<String, Range> ranges)
            throws OrtException {
        long[] shape = {1, 3, Backbone.SIDE, Backbone.SIDE};
        widen(ranges, input, FloatBuffer.wrap(face));
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(face), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            for (Map.Entry<String, ai.onnxruntime.OnnxValue> value : result) {
                widen(ranges, value.getKey(), ((OnnxTensor) value.getValue()).getFloatBuffer());
            }
        }
    }

    private static void widen(Map<String, Range> ranges, String value, FloatBuffer values) {
        ranges.put(value, ranges.getOrDefault(value, Range.NOTHING).with(values));
    }
}
