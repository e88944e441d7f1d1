package io.facestream.vision.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outputs whose memory is ours, so that the runtime writes into it and nothing is copied. */
final class PinnedOutputs implements Outputs {
    private final OutputPool pool;
    private final List<String> names;
    private final List<long[]> shapes;
    private final List<FloatBuffer> buffers = new ArrayList<>();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    private boolean closed;

    PinnedOutputs(OutputPool pool, List<String> names, List<long[]> shapes) throws OrtException {
        this.pool = pool;
        this.names = names;
        this.shapes = shapes;
        for (int i = 0; i < names.size(); i++) {
            long count = 1;
            for (long dimension : shapes.get(i)) {
                count *= dimension;
            }
            FloatBuffer buffer = ByteBuffer.allocateDirect(Math.toIntExact(4 * Math.max(1, count)))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            buffers.add(buffer);
            tensors.put(names.get(i), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shapes.get(i)));
        }
    }

    PinnedOutputs taken() {
        closed = false;
        return this;
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    void copyFrom(OrtSession.Result result) {
        for (int i = 0; i < buffers.size(); i++) {
            buffers.get(i).duplicate().put(((OnnxTensor) result.get(i)).getFloatBuffer());
        }
    }

    @Override
    public int count() {
        return names.size();
    }

    @Override
    public String name(int output) {
        return names.get(output);
    }

    @Override
    public long[] shape(int output) {
        return shapes.get(output);
    }

    @Override
    public FloatBuffer values(int output) {
        return buffers.get(output).duplicate();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.giveBack(this);
        }
    }

    void free() {
        tensors.values().forEach(OnnxTensor::close);
    }
}
