package io.facestream.job.uselog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of lines that grows, up to where it was read. A line that is not whole yet is left for later. */
final class LinesTail {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private long position;
    private long lines;

    LinesTail(Path file) {
        this.file = file;
    }

    /** Reads the lines that were added; all of them where the file has become shorter, because it is another one then. */
    void readOn(UseLog.Reader reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < position) {
                position = 0;
                lines = 0;
            }
            channel.position(position);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (channel.read(chunk) >= 0) {
                take(chunk.flip(), line, reader);
                chunk.clear();
            }
        }
    }

    private void take(ByteBuffer chunk, ByteArrayOutputStream line, UseLog.Reader reader) {
        byte[] bytes = chunk.array();
        int from = 0;
        for (int i = 0; i < chunk.limit(); i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, from, i - from);
                position += line.size() + 1;
                UseLog.take(file.getFileName() + " line " + ++lines, line.toString(UTF_8), reader);
                line.reset();
                from = i + 1;
            }
        }
        line.write(bytes, from, chunk.limit() - from);
    }
}
