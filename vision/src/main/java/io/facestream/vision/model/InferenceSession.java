package io.facestream.vision.model;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model that is ready to run. All sessions of one model on one device in a JVM share the native session, which goes when the
 * last of them is closed. {@link #run} may be called by many threads at once; each call computes on its caller's thread.
 */
public final class InferenceSession implements AutoCloseable {
    private final NativeSession shared;
    private final AtomicBoolean closed = new AtomicBoolean();

    private InferenceSession(NativeSession shared) {
        this.shared = shared;
    }

    /**
     * Opens the model, rewritten for the device, or shares it if it is open.
     *
     * @throws ModelRefusedException if the file is not the card's, or cannot be run
     * @throws DeviceUnavailableException if the device is CUDA and cannot be had
     */
    public static InferenceSession open(LocatedModel model, Device device) {
        return new InferenceSession(NativeSession.acquire(model, Devices.resolve(device)));
    }

    /** Where it really runs: {@code cpu} or {@code cuda:N}. */
    public String provider() {
        return shared.device().toString();
    }

    /** The input's shape, with -1 for what each run is free to choose. */
    public long[] inputShape() {
        return shared.inputShape().clone();
    }

    /** The shape of each output, with -1 for what depends on the input; empty where the file does not tell. */
    public List<long[]> outputShapes() {
        return shared.outputShapes().stream().map(long[]::clone).toList();
    }

    /**
     * Runs the model.
     *
     * @param input direct, native byte order, holding at least the shape's number of values from position 0
     * @param shape the input's shape, such as 1, 3, 112, 112
     * @return the outputs, which the caller closes
     */
    public Outputs run(FloatBuffer input, long... shape) {
        if (closed.get()) {
            throw new IllegalStateException("session of " + shared.id() + ": closed");
        }
        return shared.run(input, shape);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            shared.release();
        }
    }
}
