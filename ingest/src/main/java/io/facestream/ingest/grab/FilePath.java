package io.facestream.ingest.grab;

import java.net.URI;

/** The path in a camera's URI of a file: as it stands, after {@code file:}, or in {@code file:///...} with its escapes undone. */
final class FilePath {
    private FilePath() {}

    static String of(String uri) {
        if (!uri.regionMatches(true, 0, "file:", 0, 5)) {
            return uri;
        }
        if (!uri.startsWith("//", 5)) {
            return uri.substring(5);
        }
        try {
            String path = URI.create(uri).getPath();
            return path == null ? uri.substring(7) : path;
        } catch (IllegalArgumentException e) {
            // a path with spaces and the like, written without escapes
            return uri.substring(7);
        }
    }
}
