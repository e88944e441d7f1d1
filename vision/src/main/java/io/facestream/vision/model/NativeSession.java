package io.facestream.vision.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one native session of a model on a device in this JVM: several CUDA sessions would each keep GPU memory, and several CPU
 * sessions each a copy of the weights. Counted references; the last one closes it.
 */
final class NativeSession {
    private static final Logger LOG = LoggerFactory.getLogger(NativeSession.class);
    private static final Map<Key, NativeSession> OPEN = new HashMap<>();

    private record Key(String sha256, ModelCard.Family family, Device device) {}

    private final Key key;
    private final String id;
    private final OrtSession session;
    private final String inputName;
    private final long[] inputShape;
    private final List<String> outputNames;
    private final List<long[]> outputShapes;
    private final Map<OutputPool.Shape, OutputPool> pools = new ConcurrentHashMap<>();
    // read: a run; write: the end. A native session that goes during a run takes the JVM with it
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;
    private int references;

    private NativeSession(Key key, String id, OrtSession session) throws OrtException {
        this.key = key;
        this.id = id;
        this.session = session;
        if (session.getNumInputs() != 1) {
            throw new ModelRefusedException(id + ": " + session.getNumInputs() + " inputs (expected: 1)");
        }
        Map.Entry<String, NodeInfo> input =
                session.getInputInfo().entrySet().iterator().next();
        this.inputName = input.getKey();
        this.inputShape = shapeOf(input.getValue());
        this.outputNames = new ArrayList<>();
        this.outputShapes = new ArrayList<>();
        for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
            outputNames.add(output.getKey());
            outputShapes.add(shapeOf(output.getValue()));
        }
    }

    private static long[] shapeOf(NodeInfo info) {
        return info.getInfo() instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
    }

    static NativeSession acquire(LocatedModel model, Device device) {
        ModelCard card = model.card();
        Key key = new Key(card.sha256(), card.family(), device);
        synchronized (OPEN) {
            NativeSession session = OPEN.get(key);
            if (session == null) {
                session = create(key, model);
                OPEN.put(key, session);
            }
            session.references++;
            return session;
        }
    }

    private static NativeSession create(Key key, LocatedModel model) {
        long start = System.nanoTime();
        byte[] bytes = ModelFile.readVerified(model.file(), key.sha256());
        byte[] rewritten = OnnxPatch.rewrite(model, bytes, key.device());
        try (OrtSession.SessionOptions options = optionsFor(key.device(), model.file())) {
            OrtSession session = OrtEnvironment.getEnvironment().createSession(rewritten, options);
            LOG.info(
                    "model {} on {}, opened in {} ms",
                    model.card().id(),
                    key.device(),
                    (System.nanoTime() - start) / 1_000_000);
            try {
                return new NativeSession(key, model.card().id(), session);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelRefusedException(
                    model.file() + ": cannot be opened on " + key.device() + " (" + e.getMessage() + ")", e);
        }
    }

    private static OrtSession.SessionOptions optionsFor(Device device, Path file) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        // one thread a caller: the pipeline is parallel over cameras, and spinning pools get several times slower when
        // cores are shared
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        // its warnings are about how exporters write files, which no user can change
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.addConfigEntry(
                "session.model_external_initializers_file_folder_path",
                ModelFile.folderOf(file).toString());
        if (device.kind() == Device.Kind.CUDA) {
            options.addCUDA(device.ordinal());
        }
        return options;
    }

    Device device() {
        return key.device();
    }

    String id() {
        return id;
    }

    long[] inputShape() {
        return inputShape;
    }

    List<long[]> outputShapes() {
        return outputShapes;
    }

    /** Computes on the caller's thread; many may do so at once. */
    Outputs run(FloatBuffer input, long[] shape) {
        FloatBuffer exact = checked(input, shape);
        closing.readLock().lock();
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), exact, shape)) {
            if (closed) {
                throw new IllegalStateException("session of " + id + ": closed");
            }
            OutputPool pool = pools.get(new OutputPool.Shape(shape));
            return pool == null ? firstRun(tensor, shape) : pooledRun(tensor, pool);
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "model " + id + " failed on input " + Arrays.toString(shape) + ": " + e.getMessage(), e);
        } finally {
            closing.readLock().unlock();
        }
    }

    private Outputs pooledRun(OnnxTensor tensor, OutputPool pool) throws OrtException {
        PinnedOutputs outputs = pool.take();
        try {
            session.run(Map.of(inputName, tensor), outputs.tensors()).close();
            return outputs;
        } catch (OrtException e) {
            outputs.close();
            throw e;
        }
    }

    /** The outputs' shapes follow from the input's; the first run of a shape tells them. */
    private Outputs firstRun(OnnxTensor tensor, long[] shape) throws OrtException {
        try (OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
            OutputPool pool = new OutputPool(id, outputNames, result);
            OutputPool earlier = pools.putIfAbsent(new OutputPool.Shape(shape), pool);
            PinnedOutputs outputs = (earlier == null ? pool : earlier).take();
            outputs.copyFrom(result);
            return outputs;
        }
    }

    private FloatBuffer checked(FloatBuffer input, long[] shape) {
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            count *= shape[i];
            boolean fits = i >= inputShape.length || inputShape[i] < 0 || inputShape[i] == shape[i];
            if (!fits || shape.length != inputShape.length || shape[i] < 1) {
                throw new IllegalArgumentException("input of " + id + ": " + Arrays.toString(shape) + " (expected: "
                        + Arrays.toString(inputShape) + ", -1 is free)");
            }
        }
        if (!input.isDirect() || input.order() != ByteOrder.nativeOrder() || input.capacity() < count) {
            throw new IllegalArgumentException("input of " + id + ": " + input
                    + " (expected: direct, native order, at least " + count + " values)");
        }
        return input.slice(0, (int) count);
    }

    void release() {
        synchronized (OPEN) {
            if (--references > 0) {
                return;
            }
            OPEN.remove(key, this);
        }
        closing.writeLock().lock();
        try {
            closed = true;
            pools.values().forEach(OutputPool::close);
            session.close();
        } catch (OrtException e) {
            LOG.warn("model {}: not closed cleanly ({})", id, e.getMessage());
        } finally {
            closing.writeLock().unlock();
        }
    }

    static int openSessions() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }
}
