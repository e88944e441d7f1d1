package io.facestream.vision.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The output buffers for one shape of input, used again and again: as many as there were runs at the same time. */
final class OutputPool {
    private final List<String> names;
    private final List<long[]> shapes = new ArrayList<>();
    private final ConcurrentLinkedQueue<PinnedOutputs> free = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** An input's shape as a key. */
    record Shape(long[] dimensions) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Shape that && Arrays.equals(dimensions, that.dimensions);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(dimensions);
        }

        @Override
        public String toString() {
            return Arrays.toString(dimensions);
        }
    }

    OutputPool(String id, List<String> names, OrtSession.Result first) throws OrtException {
        this.names = names;
        for (int i = 0; i < names.size(); i++) {
            if (!(first.get(i).getInfo() instanceof TensorInfo tensor)
                    || tensor.type != ai.onnxruntime.OnnxJavaType.FLOAT) {
                throw new ModelRefusedException(
                        id + ": output " + names.get(i) + " is " + first.get(i).getInfo() + " (expected: floats)");
            }
            shapes.add(tensor.getShape());
        }
    }

    PinnedOutputs take() throws OrtException {
        PinnedOutputs outputs = free.poll();
        return outputs == null ? new PinnedOutputs(this, names, shapes) : outputs.taken();
    }

    void giveBack(PinnedOutputs outputs) {
        if (closed) {
            outputs.free();
        } else {
            free.add(outputs);
        }
    }

    void close() {
        closed = true;
        for (PinnedOutputs outputs = free.poll(); outputs != null; outputs = free.poll()) {
            outputs.free();
        }
    }
}
