package io.facestream.training.run;

import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * All that a run leaves, in one folder: {@code config.yaml}, {@code metrics.csv}, TensorBoard's event files, {@code checkpoints/},
 * {@code plots/}, the best weights, and the model with its card. One process uses it at a time.
 */
public final class RunFolder implements AutoCloseable {
    /** Weights of the best validation, in every run's folder. */
    static final String BEST = "best.weights";

    /** Every setting of a run, as it was. */
    static final String CONFIG = "config.yaml";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private RunFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /** A folder for a new run, which must not hold another. */
    static RunFolder create(Path folder) throws IOException {
        if (Files.exists(folder.resolve(CONFIG))) {
            throw new TrainingException(
                    folder + ": holds a run (expected: another folder by --out, or --resume to go on with it)");
        }
        Files.createDirectories(folder.resolve("checkpoints"));
        Files.createDirectories(folder.resolve("plots"));
        return locked(folder);
    }

    /** The folder of a run that was begun. */
    static RunFolder open(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(CONFIG))) {
            throw new TrainingException(folder + ": no run is there (expected: a folder with " + CONFIG + ")");
        }
        return locked(folder);
    }

    private static RunFolder locked(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new TrainingException(folder + ": in use by another process");
        }
        return new RunFolder(folder, channel, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return folder;
    }

    Path config() {
        return folder.resolve(CONFIG);
    }

    Path metrics() {
        return folder.resolve("metrics.csv");
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    Path plots() {
        return folder.resolve("plots");
    }

    /** Weights of the best validation so far. */
    public Path best() {
        return folder.resolve(BEST);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
