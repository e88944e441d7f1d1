package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.grab.FrameGrabber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Kills the server of a live camera again and again and looks at what each reconnection takes and leaves behind. It runs the very feed
 * that the camera source runs. What a process uses is read from {@code /proc}, so this is for Linux.
 */
public final class ReconnectSoak {
    private static final int WARM_UP_CYCLES = 3;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerProcess server;
    private final CameraSpec camera;
    private final Semaphore signals = new Semaphore(0);

    /**
     * @param serverCommand program and arguments of a server that says {@code ready} in its first line, serves the camera and may be
     *     killed at any moment
     * @param camera a live camera of that server
     */
    public ReconnectSoak(List<String> serverCommand, CameraSpec camera) {
        if (!camera.live()) {
            throw new IllegalArgumentException(
                    "camera: " + camera + " (expected: a live one, such as rtsp://HOST/...)");
        }
        this.server = new ServerProcess(serverCommand);
        this.camera = camera;
    }

    /**
     * What this process holds at a moment.
     *
     * @param threads native ones included
     * @param handles open files and sockets
     * @param anonymousBytes resident memory that belongs to no file: the Java heap and what native code allocated
     */
    public record Usage(long threads, long handles, long anonymousBytes) {
        static Usage now() throws IOException {
            System.gc();
            long threads = 0;
            long kilobytes = 0;
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                String value = line.substring(line.indexOf(':') + 1).strip().split(" ")[0];
                if (line.startsWith("Threads:")) {
                    threads = Long.parseLong(value);
                } else if (line.startsWith("RssAnon:")) {
                    kilobytes = Long.parseLong(value);
                }
            }
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                return new Usage(threads, open.count(), kilobytes * 1024);
            }
        }
    }

    /**
     * One reconnection.
     *
     * @param downSeconds from the kill until the camera is said to be down
     * @param upSeconds from the moment the server is ready again until the camera is said to be up
     * @param usage when the camera was up again
     */
    public record Cycle(double downSeconds, double upSeconds, Usage usage) {}

    /** What was measured, the cycles that warm up left out. */
    public record Report(Usage before, List<Cycle> cycles) {
        public Report {
            cycles = List.copyOf(cycles);
        }

        public double slowestDownSeconds() {
            return cycles.stream().mapToDouble(Cycle::downSeconds).max().orElse(0);
        }

        public double slowestUpSeconds() {
            return cycles.stream().mapToDouble(Cycle::upSeconds).max().orElse(0);
        }

        public long threadGrowth() {
            return growth(Usage::threads);
        }

        public long handleGrowth() {
            return growth(Usage::handles);
        }

        public long memoryGrowth() {
            return growth(Usage::anonymousBytes);
        }

        /** The least of the last half minus that at the beginning: what a peak leaves behind, not the peak. */
        private long growth(ToLongFunction<Usage> what) {
            return cycles.stream()
                            .skip(cycles.size() / 2)
                            .mapToLong(cycle -> what.applyAsLong(cycle.usage()))
                            .min()
                            .orElse(what.applyAsLong(before))
                    - what.applyAsLong(before);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d reconnections: down seen within %.1f s, up again within %.1f s, %+d threads, %+d handles, %+.1f MB",
                    cycles.size(),
                    slowestDownSeconds(),
                    slowestUpSeconds(),
                    threadGrowth(),
                    handleGrowth(),
                    memoryGrowth() / 1e6);
        }
    }

    /**
     * Runs so many reconnections, after a few to warm up.
     *
     * @param progress told a line after each
     * @throws IllegalStateException if the camera does not go down or come back within half a minute
     */
    public Report run(int cycles, Consumer<String> progress) throws IOException, InterruptedException {
        server.start();
        try (LiveFeed feed = new LiveFeed(
                camera,
                CameraPace.defaults(),
                CameraSplit.unread(camera.id()),
                FrameGrabber::of,
                () -> signals.release())) {
            feed.start();
            await(feed, State.UP);
            for (int i = 0; i < WARM_UP_CYCLES; i++) {
                cycle(feed);
            }
            Usage before = Usage.now();
            List<Cycle> done = new ArrayList<>();
            for (int i = 1; i <= cycles; i++) {
                Cycle cycle = cycle(feed);
                done.add(cycle);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%d of %d: down after %.1f s, up after %.1f s",
                        i,
                        cycles,
                        cycle.downSeconds,
                        cycle.upSeconds));
            }
            return new Report(before, done);
        } finally {
            server.close();
        }
    }

    private Cycle cycle(LiveFeed feed) throws IOException, InterruptedException {
        long killed = System.nanoTime();
        server.kill();
        await(feed, State.DOWN);
        double downSeconds = secondsSince(killed);
        server.start();
        long ready = System.nanoTime();
        await(feed, State.UP);
        double upSeconds = secondsSince(ready);
        return new Cycle(downSeconds, upSeconds, Usage.now());
    }

    /** Takes what the camera gives, as a job does, until it says this. */
    private void await(LiveFeed feed, State state) throws InterruptedException {
        long begin = System.nanoTime();
        long tick = begin;
        while (System.nanoTime() - begin < PATIENCE_NANOS) {
            if (System.nanoTime() - tick > TICK_NANOS) {
                tick = System.nanoTime();
                feed.tick();
            }
            CameraItem item = feed.poll();
            if (item instanceof Frame frame) {
                feed.release(frame.picture());
            } else if (item instanceof CameraStatus status && status.state() == state) {
                return;
            } else if (item == null) {
                signals.tryAcquire(100, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException(
                camera + ": not " + state + " within " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s");
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
