package io.facestream.training.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.facestream.training.TrainingException;
import io.facestream.training.net.Backbone;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model in ONNX Runtime on the CPU: what judges an export, and not what embeds faces in use. One thread. */
public final class OrtModel implements AutoCloseable {
    /** Values of one picture. */
    static final int PICTURE = 3 * Backbone.SIDE * Backbone.SIDE;

    private final OrtSession session;
    private final String input;
    private final boolean oneByOne;

    private OrtModel(OrtSession session) throws OrtException {
        this.session = session;
        Map.Entry<String, NodeInfo> only =
                session.getInputInfo().entrySet().iterator().next();
        this.input = only.getKey();
        this.oneByOne = ((TensorInfo) only.getValue().getInfo()).getShape()[0] == 1;
    }

    /**
     * Opens the model in a file.
     *
     * @throws TrainingException if ONNX Runtime refuses it
     */
    public static OrtModel open(Path file, int threads) {
        return open(options -> OrtEnvironment.getEnvironment().createSession(file.toString(), options), threads, file);
    }

    static OrtModel open(byte[] model, int threads) {
        return open(options -> OrtEnvironment.getEnvironment().createSession(model, options), threads, "model");
    }

    private interface Opening {
        OrtSession open(OrtSession.SessionOptions options) throws OrtException;
    }

    private static OrtModel open(Opening opening, int threads, Object name) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            return new OrtModel(opening.open(options));
        } catch (OrtException e) {
            throw new TrainingException(name + ": refused by ONNX Runtime (" + e.getMessage() + ")", e);
        }
    }

    /**
     * The embeddings of pictures.
     *
     * @param pixels [batch, 3, 112, 112]
     */
    public float[][] embed(float[] pixels) {
        int batch = pixels.length / PICTURE;
        try {
            if (!oneByOne) {
                return run(FloatBuffer.wrap(pixels), batch);
            }
            float[][] embeddings = new float[batch][];
            for (int i = 0; i < batch; i++) {
                embeddings[i] = run(FloatBuffer.wrap(pixels, i * PICTURE, PICTURE), 1)[0];
            }
            return embeddings;
        } catch (OrtException e) {
            throw new TrainingException("the model does not run (" + e.getMessage() + ")", e);
        }
    }

    /** Whether embeddings are of length 1, as far as these pictures tell. */
    public boolean givesUnitLengths(List<float[]> pictures) {
        for (float[] embedding : embed(OnnxParity.joined(pictures))) {
            double squares = 0;
            for (float value : embedding) {
                squares += (double) value * value;
            }
            if (Math.abs(squares - 1) > 1e-3) {
                return false;
            }
        }
        return true;
    }

    private float[][] run(FloatBuffer pixels, int batch) throws OrtException {
        long[] shape = {batch, 3, Backbone.SIDE, Backbone.SIDE};
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), pixels, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[][] embeddings = new float[batch][values.remaining() / batch];
            for (float[] embedding : embeddings) {
                values.get(embedding);
            }
            return embeddings;
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
