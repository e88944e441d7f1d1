package io.facestream.training;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;

/** Starts the PyTorch engine of this process, before anything else of DJL is used: it asks nothing of the network. */
public final class Engines {
    public static final String PYTORCH = "PyTorch";

    private static final Object STARTING = new Object();

    private Engines() {}

    /**
     * Starts the engine, the first time; later calls only set the threads.
     *
     * @param threads that compute one step together; on a machine with other work one is faster than two
     */
    public static Engine start(int threads) {
        synchronized (STARTING) {
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("ai.djl.default_engine", PYTORCH);
            if (System.getProperty("DJL_CACHE_DIR") == null && System.getenv("DJL_CACHE_DIR") == null) {
                System.setProperty("DJL_CACHE_DIR", home().resolve("engine").toString());
            }
            Engine engine = Engine.getEngine(PYTORCH);
            JniUtils.setNumThreads(threads);
            return engine;
        }
    }

    /** Where the native libraries are unpacked, 430 MB, once a machine. */
    private static Path home() {
        String home = System.getenv("FACESTREAM_HOME");
        return home != null ? Path.of(home) : Path.of(System.getProperty("facestream.root", "."), ".facestream");
    }
}
