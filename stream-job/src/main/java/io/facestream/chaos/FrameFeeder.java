package io.facestream.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes frames to a topic, as a gateway does, bit by bit; a broker that is away is waited for. For one thread. */
final class FrameFeeder implements AutoCloseable {
    private static final String STREAM = "chaos";

    private final String topic;
    private final List<VisitFrames.Frame> frames;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<?>> sent = new ArrayList<>();
    private int next;

    FrameFeeder(String servers, String topic, List<VisitFrames.Frame> frames) {
        this.topic = topic;
        this.frames = frames;
        Properties client = new Properties();
        client.put("bootstrap.servers", servers);
        client.put("acks", "all");
        client.put("enable.idempotence", "true");
        client.put("delivery.timeout.ms", "600000");
        client.put("max.block.ms", "600000");
        client.put("request.timeout.ms", "5000");
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends what is left of the first so many frames. */
    void sendUpTo(int count) {
        for (; next < Math.min(count, frames.size()); next++) {
            VisitFrames.Frame frame = frames.get(next);
            send(frame.camera(), frame.capturedAtMillis(), frame.jpeg(), null);
        }
    }

    /** Sends the rest, says that the cameras have ended, and waits until the broker has everything. */
    void finish() throws InterruptedException, ExecutionException {
        sendUpTo(frames.size());
        long end = frames.get(frames.size() - 1).capturedAtMillis() + 1_000;
        for (String camera :
                frames.stream().map(VisitFrames.Frame::camera).distinct().toList()) {
            send(camera, end, new byte[0], "ended");
        }
        flush();
    }

    /** Waits until the broker has all that was sent. */
    void flush() throws InterruptedException, ExecutionException {
        producer.flush();
        for (Future<?> one : sent) {
            one.get();
        }
    }

    private void send(String camera, long capturedAtMillis, byte[] value, @Nullable String state) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, camera.getBytes(UTF_8), value);
        record.headers()
                .add("captured-at", String.valueOf(capturedAtMillis).getBytes(UTF_8))
                .add("stream-id", STREAM.getBytes(UTF_8))
                .add("sequence", String.valueOf(sent.size()).getBytes(UTF_8));
        if (state != null) {
            record.headers().add("state", state.getBytes(UTF_8));
        }
        sent.add(producer.send(record));
    }

    @Override
    public void close() {
        producer.close();
    }
}
