package io.facestream.vision.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.InferenceSession;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.Outputs;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures the embedder, crops in and vectors out, against a loop that does nothing but run the same session on floats that are
 * ready; CPU milliseconds a face, one thread, rounds interleaved. Argument: rounds.
 */
final class EmbedderBench {
    private static final PrintStream OUT = System.out;

    private EmbedderBench() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        LocatedModel model = ModelStore.defaultPack().embedding();
        List<byte[]> crops = LfwCrops.first(32).stream().map(LfwCrops::read).toList();
        FloatBuffer ready = ByteBuffer.allocateDirect(4 * CropFeed.VALUES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        new CropFeed(model.card().input()).write(crops.get(0), ready, 0);
        try (FaceEmbedder embedder = FaceEmbedder.open(model, Device.CPU);
                InferenceSession session = InferenceSession.open(model, Device.CPU);
                OrtSession published =
                        OrtEnvironment.getEnvironment().createSession(Files.readAllBytes(model.file()), oneThread());
                OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), ready, new long[] {1, 3, 112, 112})) {
            List<Double> own = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            List<Double> plain = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                own.add(millis(() -> embedder.embed(crops)));
                bare.add(millis(() -> {
                    for (int i = 0; i < crops.size(); i++) {
                        try (Outputs outputs = session.run(ready, 1, 3, 112, 112)) {
                            outputs.values(0).get(0);
                        }
                    }
                }));
                plain.add(millis(() -> {
                    for (int i = 0; i < crops.size(); i++) {
                        run(published, tensor);
                    }
                }));
            }
            OUT.printf("embedder, crops in, vectors out: %.3f ms a face%n", median(own) / crops.size());
            OUT.printf(
                    "the same session alone: %.3f ms a face; ratio of throughput %.3f%n",
                    median(bare) / crops.size(), median(bare) / median(own));
            OUT.printf("the published file, PRelu as it is: %.3f ms a face%n", median(plain) / crops.size());
        }
    }

    private static OrtSession.SessionOptions oneThread() throws Exception {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        return options;
    }

    private static void run(OrtSession session, OnnxTensor tensor) {
        try {
            session.run(Map.of("input", tensor)).close();
        } catch (ai.onnxruntime.OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double millis(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
