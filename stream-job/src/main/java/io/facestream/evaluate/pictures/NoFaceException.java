package io.facestream.evaluate.pictures;

import java.io.IOException;

/** Says that a picture which must show a face shows none. */
public final class NoFaceException extends IOException {
    private static final long serialVersionUID = 1L;

    NoFaceException(String message) {
        super(message);
    }
}
