package io.facestream.job.uselog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** A log in a file of lines. Reviews lie in {@code reviews.jsonl} beside it: a job that runs writes to its own file at its own places. */
final class UseLogFile extends UseLog {
    private static final String REVIEWS = "reviews.jsonl";

    private final Path file;

    UseLogFile(Path file) {
        this.file = file;
    }

    @Override
    public void read(Reader reader) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "log of use: " + file + " (expected: a file, such as use-log.jsonl in a run's output folder)");
        }
        read(file, reader);
        if (Files.exists(reviews()) && !reviews().equals(file.toAbsolutePath())) {
            read(reviews(), reader);
        }
    }

    private Path reviews() {
        return file.toAbsolutePath().resolveSibling(REVIEWS);
    }

    private static void read(Path from, Reader reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(from)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(from.getFileName() + " line " + ++number, line, reader);
            }
        }
    }

    /** A file that is not there yet has no entries: a run writes the first ones with its first checkpoint. */
    @Override
    Tail open() {
        return new FileTail();
    }

    private final class FileTail implements Tail {
        private final LinesTail job = new LinesTail(file);
        private final LinesTail reviews = new LinesTail(reviews());

        @Override
        public void readOn(Reader reader) throws IOException {
            job.readOn(reader);
            reviews.readOn(reader);
        }

        @Override
        public UseEntry append(Reader reader, Supplier<String> next) throws IOException {
            try (FileChannel channel =
                            FileChannel.open(reviews(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    var lock = channel.lock()) {
                reviews.readOn(reader);
                String line = next.get();
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
                while (lock.isValid() && bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
                return UseEntry.parse(reviews().toString(), line).orElseThrow();
            } catch (OverlappingFileLockException e) {
                throw new UseLogException(
                        UseLogException.Reason.BUSY,
                        reviews() + ": somebody else adds a review at the same time (expected: another try)",
                        e);
            }
        }

        @Override
        public void close() {
            // nothing is open between two readings
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
