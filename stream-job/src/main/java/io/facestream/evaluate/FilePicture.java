package io.facestream.evaluate;

import io.facestream.vision.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture that is a file of its own. */
record FilePicture(Path file, String name) implements PictureSource {
    @Override
    public byte[] bytes() throws IOException {
        long size = Files.size(file);
        if (size > PictureReader.MAX_BYTES) {
            throw new IOException(size + " bytes (expected: at most " + PictureReader.MAX_BYTES + ")");
        }
        return Files.readAllBytes(file);
    }
}
