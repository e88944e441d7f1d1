package io.facestream.training.data;

import io.facestream.training.TrainingException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is read at any place, little-endian. Many threads may read at once; none of them must be interrupted. */
final class ReadableFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final long length;

    private ReadableFile(Path path, FileChannel channel, long length) {
        this.path = path;
        this.channel = channel;
        this.length = length;
    }

    static ReadableFile open(Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new ReadableFile(path, channel, channel.size());
        } catch (IOException e) {
            throw new TrainingException(path + ": " + e + " (expected: a readable file)", e);
        }
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    /** Bytes from a place on, ready to be read.
     *
     * @throws EOFException if the file ends before
     */
    ByteBuffer read(long at, int bytes) throws IOException {
        if (at < 0 || bytes < 0 || at + bytes > length) {
            throw new EOFException("bytes " + at + " to " + (at + bytes) + " of " + length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("byte " + (at + buffer.position()) + " of " + length);
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new TrainingException(path + ": " + e, e);
        }
    }
}
