package io.facestream.ingest.gateway;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends cameras' frames to a topic until all have ended, or until it is stopped. {@code docs/frames-topic.md} says what it writes. */
public final class Gateway implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    /** Files and live cameras have different patience, so each kind has a producer. */
    private enum Patience {
        FILE(Map.of("delivery.timeout.ms", String.valueOf(Integer.MAX_VALUE), "max.block.ms", "2000")),
        LIVE(Map.of(
                "delivery.timeout.ms", "10000",
                "request.timeout.ms", "5000",
                "linger.ms", "0",
                "max.block.ms", "500"));

        private final Map<String, String> settings;

        Patience(Map<String, String> settings) {
            this.settings = settings;
        }
    }

    private static final Map<String, String> SETTINGS = Map.of(
            "max.request.size", String.valueOf((16 << 20) + (64 << 10)),
            "buffer.memory", String.valueOf(32 << 20),
            "acks", "all");

    private final List<GatewayCamera> cameras = new ArrayList<>();
    private final Map<Patience, Producer<byte[], byte[]>> producers = new EnumMap<>(Patience.class);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * A gateway that has not begun.
     *
     * @param client settings of Kafka's clients, {@code bootstrap.servers} among them; they go before the gateway's own
     */
    public Gateway(List<CameraSpec> cameras, String topic, Map<String, String> client, GatewayOptions options) {
        this(cameras, topic, client, options, FrameGrabber::of);
    }

    Gateway(
            List<CameraSpec> cameras,
            String topic,
            Map<String, String> client,
            GatewayOptions options,
            FrameGrabber.Factory grabbers) {
        for (CameraSpec camera : cameras) {
            FrameFate fate = new FrameFate();
            Producer<byte[], byte[]> producer = producers.computeIfAbsent(
                    camera.live() ? Patience.LIVE : Patience.FILE, patience -> producer(client, patience));
            FrameSender sender = new FrameSender(producer, topic, camera.id(), camera.live(), fate, this::fail);
            this.cameras.add(
                    camera.live()
                            ? new LiveCamera(camera, options, grabbers, fate, sender)
                            : new FileCamera(camera, options, grabbers, fate, sender));
        }
    }

    private static Producer<byte[], byte[]> producer(Map<String, String> client, Patience patience) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(patience.settings);
        settings.putAll(client);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Makes {@link #run} return soon; from any thread. What has been captured is still sent. */
    public void stop() {
        stop.countDown();
    }

    /**
     * Works until all cameras have ended or {@link #stop} is called.
     *
     * @param progress told how each camera is doing, now and then
     * @return what became of the frames of each camera
     * @throws KafkaException where the cluster refuses frames for good, such as for a missing permission
     */
    public List<GatewayReport> run(Consumer<List<GatewayReport>> progress) throws InterruptedException {
        cameras.forEach(GatewayCamera::start);
        boolean stopped = false;
        while (!stopped && !cameras.stream().allMatch(GatewayCamera::isDone)) {
            stopped = stop.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            cameras.forEach(GatewayCamera::tick);
            progress.accept(reports());
        }
        cameras.forEach(GatewayCamera::stop);
        close();
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException(
                    "topic: " + failed.getMessage() + " (expected: a topic that this client may write)", failed);
        }
        return reports();
    }

    /** How each camera is doing. */
    public List<GatewayReport> reports() {
        return cameras.stream().map(GatewayCamera::report).toList();
    }

    private void fail(Exception error) {
        failure.compareAndSet(null, error);
        stop();
    }

    /** Sends what is left, for a few seconds where the broker does not answer, and frees everything. */
    @Override
    public void close() {
        cameras.forEach(GatewayCamera::stop);
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            for (GatewayCamera camera : cameras) {
                camera.join(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
                camera.giveUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean interrupted = Thread.interrupted();
        long left = Math.max(1_000, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        producers.values().forEach(producer -> producer.close(Duration.ofMillis(left)));
        producers.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
