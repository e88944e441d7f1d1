package io.facestream.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that grows under another name until it is complete, and is cut back to a known length when it is opened again. One thread. */
final class AppendedFile implements AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long length;

    /** @param length bytes that stay of a file that was begun before */
    AppendedFile(Path target, long length) throws IOException {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        if (length > 0 && !Files.exists(part) && Files.exists(target)) {
            // stopped while a set's files were given their names
            Files.move(target, part, StandardCopyOption.ATOMIC_MOVE);
        }
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long found = channel.size();
        if (found < length) {
            channel.close();
            throw new IOException(
                    part + ": " + found + " bytes (expected: " + length + ", as it had when it was left)");
        }
        channel.truncate(length);
        channel.position(length);
        this.length = length;
    }

    Path part() {
        return part;
    }

    /** Bytes so far, those included that are not on the disk yet. */
    long length() {
        return length;
    }

    void append(byte[] bytes) throws IOException {
        length += bytes.length;
        for (int at = 0; at < bytes.length; ) {
            int taken = Math.min(buffer.remaining(), bytes.length - at);
            buffer.put(bytes, at, taken);
            at += taken;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    /** Writes over bytes that were appended before. */
    void put(long at, byte[] bytes) throws IOException {
        flush();
        ByteBuffer patch = ByteBuffer.wrap(bytes);
        while (patch.hasRemaining()) {
            channel.write(patch, at + patch.position());
        }
    }

    /** Brings everything to the disk. */
    long commit() throws IOException {
        flush();
        channel.force(false);
        return length;
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    void complete() throws IOException {
        commit();
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
