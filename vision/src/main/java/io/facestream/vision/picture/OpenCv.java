package io.facestream.vision.picture;

import org.bytedeco.opencv.global.opencv_core;

/** Sets OpenCV up once, before its first use: its own thread pool would compete with the caller's threads for the same cores. */
final class OpenCv {
    static {
        opencv_core.setNumThreads(1);
    }

    private OpenCv() {}

    static void load() {}
}
