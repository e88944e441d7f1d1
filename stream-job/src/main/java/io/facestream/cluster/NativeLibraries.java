package io.facestream.cluster;

import io.facestream.vision.picture.Picture;

/** Unpacks OpenCV once, which every TaskManager needs, before several processes would do so at the same time and trip over each other. */
final class NativeLibraries {
    private NativeLibraries() {}

    static void unpack() {
        Picture.allocate(8, 8).close();
    }
}
