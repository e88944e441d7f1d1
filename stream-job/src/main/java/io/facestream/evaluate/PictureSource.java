package io.facestream.evaluate;

import java.io.IOException;
import java.nio.file.Path;

/** One picture that is to be read: a file, or a member of one. Many threads may ask. */
public interface PictureSource {
    /** Names it in protocols and in messages. */
    String name();

    /**
     * The bytes of the picture's file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    byte[] bytes() throws IOException;

    /** A file below a folder; its path there is its name. */
    static PictureSource file(Path folder, String name) {
        return new FilePicture(folder.resolve(name), name);
    }
}
