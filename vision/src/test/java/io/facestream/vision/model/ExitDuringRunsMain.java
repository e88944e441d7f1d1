package io.facestream.vision.model;

import java.nio.FloatBuffer;

/** A JVM that ends while threads still run models; see {@link JvmExitIT}. */
final class ExitDuringRunsMain {
    private ExitDuringRunsMain() {}

    public static void main(String[] arguments) throws Exception {
        ModelPack pack = ModelStore.defaultPack();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> runForever(pack));
            thread.setDaemon(true);
            thread.start();
        }
        Thread.sleep(800);
        System.exit(7);
    }

    private static void runForever(ModelPack pack) {
        FloatBuffer input = OnnxPatchIT.noise(3 * 112 * 112);
        // Opened once: ONNX Runtime frees its environment in a shutdown hook of its own. A model that is being opened
        // at that
        // moment may take the JVM down, which nothing here can prevent.
        try (InferenceSession embedding = InferenceSession.open(pack.embedding(), Device.CPU)) {
            while (true) {
                embedding.run(input, 1, 3, 112, 112).close();
            }
        }
    }
}
