package io.facestream.job.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.cluster.TestBroker;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Any program that writes frames to a topic: what the contract asks for, and what it does not. */
public final class FrameProducer implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<?>> sent = new ArrayList<>();
    private long sequence;

    public FrameProducer(String topic) {
        this.topic = topic;
        Properties properties = TestBroker.properties();
        properties.put("max.request.size", String.valueOf(80 << 20));
        properties.put("buffer.memory", String.valueOf(100 << 20));
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The JPEGs of a video's frames by capture time in milliseconds, up to a limit. */
    public static Map<Long, byte[]> jpegs(Path video, long untilMillis) throws Exception {
        Map<Long, byte[]> jpegs = new LinkedHashMap<>();
        try (FrameGrabber grabber = FrameGrabber.of(CameraSpec.parse(video.toString()))) {
            grabber.open();
            while (grabber.decode() && grabber.mediaTimeMillis() < untilMillis) {
                try (Picture picture = Picture.allocate(grabber.width(), grabber.height())) {
                    grabber.convert(picture);
                    jpegs.put(grabber.mediaTimeMillis(), Jpeg.encode(picture, 92));
                }
            }
        }
        return jpegs;
    }

    public void video(String camera, String stream, Map<Long, byte[]> jpegs) {
        jpegs.forEach((at, jpeg) -> frame(camera, stream, at, jpeg));
    }

    public void frame(String camera, String stream, long capturedAt, byte[] jpeg) {
        send(camera.getBytes(UTF_8), headers(capturedAt, stream, sequence++), jpeg, null);
    }

    public void ended(String camera, String stream, long capturedAt) {
        Map<String, String> headers = headers(capturedAt, stream, sequence++);
        headers.put("state", "ended");
        send(camera.getBytes(UTF_8), headers, new byte[0], null);
    }

    public static Map<String, String> headers(long capturedAt, String stream, long sequence) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("captured-at", String.valueOf(capturedAt));
        headers.put("stream-id", stream);
        headers.put("sequence", String.valueOf(sequence));
        return headers;
    }

    /** A record of any kind; without a partition it goes where its key belongs. */
    public void send(
            byte @Nullable [] key, Map<String, String> headers, byte @Nullable [] value, @Nullable Integer partition) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        sent.add(producer.send(record));
    }

    /** Waits until the broker has all of it. */
    @Override
    public void close() throws Exception {
        producer.flush();
        for (Future<?> one : sent) {
            one.get();
        }
        producer.close();
    }
}
