package io.facestream.vision.model;

import java.nio.FloatBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A JVM that ends while threads still run models; see {@link JvmExitIT}. */
final class ExitDuringRunsMain {
    private static final int THREADS = 4;

    private ExitDuringRunsMain() {}

    public static void main(String[] arguments) throws Exception {
        ModelPack pack = ModelStore.defaultPack();
        // ONNX Runtime frees its environment in a shutdown hook of its own. A model that is being opened at that moment
        // may take the JVM down, which nothing here can prevent: all are open, and have run, before the end comes.
        CountDownLatch running = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> runForever(pack, running));
            thread.setDaemon(true);
            thread.start();
        }
        System.exit(running.await(1, TimeUnit.MINUTES) ? 7 : 1);
    }

    private static void runForever(ModelPack pack, CountDownLatch running) {
        FloatBuffer input = OnnxPatchIT.noise(3 * 112 * 112);
        try (InferenceSession embedding = InferenceSession.open(pack.embedding(), Device.CPU)) {
            embedding.run(input, 1, 3, 112, 112).close();
            running.countDown();
            while (true) {
                embedding.run(input, 1, 3, 112, 112).close();
            }
        }
    }
}
