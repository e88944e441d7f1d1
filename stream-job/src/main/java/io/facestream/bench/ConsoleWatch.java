package io.facestream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.watch.RunView;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Watches every camera of a console in this process over web sockets, as its pages do, and what the console's own threads spend. */
final class ConsoleWatch implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Beginnings of the names of the threads that code frames and that serve. */
    private static final List<String> THREADS = List.of("run-view", "XNIO-");

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final long PATIENCE_SECONDS = 60;
    private static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();

    private final Map<String, Long> sinceNanos = new ConcurrentHashMap<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final List<RunView.Watch> marks = new ArrayList<>();

    /**
     * What was seen.
     *
     * @param frames by all watchers
     * @param leastFramesASecond of the camera that showed fewest
     * @param cpuSeconds of the console's threads
     * @param sortedNanos from the job's having a frame to its being here
     */
    record Seen(double seconds, int frames, double leastFramesASecond, double cpuSeconds, List<Long> sortedNanos) {
        double latencyMillis(double share) {
            int at = Math.max(0, (int) Math.ceil(share * sortedNanos.size()) - 1);
            return sortedNanos.isEmpty() ? Double.NaN : sortedNanos.get(at) / 1e6;
        }
    }

    private ConsoleWatch() {}

    /** @param address with its token, as the console prints it */
    static ConsoleWatch open(String address, RunView view, List<CameraSpec> cameras) throws Exception {
        ConsoleWatch watch = new ConsoleWatch();
        String[] parts = address.split("#token=", 2);
        HttpClient client = HttpClient.newHttpClient();
        for (CameraSpec camera : cameras) {
            watch.marks.add(view.watch(
                    camera.id(),
                    frame -> watch.sinceNanos.put(
                            camera.id() + " " + frame.annotation().capturedAtMillis(), frame.sinceNanos())));
            Watcher watcher = watch.new Watcher(camera.id());
            watch.watchers.add(watcher);
            watcher.socket = client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + parts[1])
                    .buildAsync(
                            URI.create(parts[0].replaceFirst("^http", "ws") + "api/cameras/" + camera.id() + "/live"),
                            watcher)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return watch;
    }

    /** Waits until every camera has shown something. */
    void awaitFrames() throws InterruptedException {
        for (Watcher watcher : watchers) {
            if (!watcher.first.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("console: no frame of " + watcher.cameraId + " within "
                        + PATIENCE_SECONDS + " s (expected: one)");
            }
        }
    }

    /** What is seen from now on. */
    Seen during(Duration duration) throws InterruptedException {
        watchers.forEach(Watcher::clear);
        double cpu = cpuSeconds();
        long begin = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        double seconds = (System.nanoTime() - begin) / 1e9;
        double spent = cpuSeconds() - cpu;
        List<Long> all = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        for (Watcher watcher : watchers) {
            List<Long> seen = watcher.seen();
            least = Math.min(least, seen.size());
            all.addAll(seen);
        }
        all.sort(null);
        return new Seen(seconds, all.size(), least / seconds, spent, all);
    }

    private static double cpuSeconds() {
        long nanos = 0;
        long[] ids = BEAN.getAllThreadIds();
        for (ThreadInfo thread : BEAN.getThreadInfo(ids)) {
            if (thread != null && THREADS.stream().anyMatch(thread.getThreadName()::startsWith)) {
                nanos += Math.max(0, BEAN.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos / 1e9;
    }

    /** What the copies of so many frames cost the job's own threads, which make them for the console. */
    static double copySeconds(int frames) {
        int tries = 400;
        try (Picture picture = Picture.allocate(WIDTH, HEIGHT)) {
            copy(picture, tries); // compiled from here on
            long cpu = BEAN.getCurrentThreadCpuTime();
            copy(picture, tries);
            return (BEAN.getCurrentThreadCpuTime() - cpu) / 1e9 * frames / tries;
        }
    }

    private static void copy(Picture picture, int times) {
        for (int i = 0; i < times; i++) {
            picture.copy().close();
        }
    }

    @Override
    public void close() {
        watchers.forEach(watcher -> {
            if (watcher.socket != null) {
                watcher.socket.abort();
            }
        });
        marks.forEach(RunView.Watch::close);
    }

    /** One live view. */
    private final class Watcher implements WebSocket.Listener {
        private final String cameraId;
        private final CountDownLatch first = new CountDownLatch(1);
        private final List<Long> nanos = new ArrayList<>();
        private ByteBuffer message = ByteBuffer.allocate(1 << 20);
        private @Nullable WebSocket socket;

        Watcher(String cameraId) {
            this.cameraId = cameraId;
        }

        synchronized void clear() {
            nanos.clear();
        }

        synchronized List<Long> seen() {
            return List.copyOf(nanos);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            if (message.remaining() < data.remaining()) {
                message = ByteBuffer.allocate(2 * (message.position() + data.remaining()))
                        .put(message.flip());
            }
            message.put(data);
            if (last) {
                take(System.nanoTime());
                message.clear();
                first.countDown();
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private synchronized void take(long now) {
            try {
                byte[] bytes = message.array();
                int length = message.getInt(0);
                JsonNode header = JSON.readTree(Arrays.copyOfRange(bytes, Integer.BYTES, Integer.BYTES + length));
                Long since = sinceNanos.remove(
                        cameraId + " " + header.path("capturedAtMillis").asLong());
                if (since != null) {
                    nanos.add(now - since);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
