package io.facestream.job.frames;

import io.facestream.job.kafka.KafkaAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** A topic of frames as a Flink source, with settings for records of some 350 kB. */
public final class KafkaFramesSource {
    /** What a client is set to unless its own settings say otherwise; few records at once, because each is large. */
    static final Map<String, String> DEFAULTS = Map.of(
            "max.poll.records",
            "16",
            "max.partition.fetch.bytes",
            String.valueOf(FrameSteps.MOST_BYTES + (64 << 10)),
            "fetch.max.bytes",
            String.valueOf(2 * FrameSteps.MOST_BYTES),
            "receive.buffer.bytes",
            String.valueOf(1 << 20),
            "isolation.level",
            "read_committed",
            "register.consumer.metrics",
            "false");

    private static final String GROUP = "group.id";
    private static final Duration IDLE_PARTITION = Duration.ofSeconds(5);
    private static final long LONGEST_AHEAD_MILLIS = FrameRound.LONGEST_AHEAD_MILLIS;

    private KafkaFramesSource() {}

    /** A source of one topic. Positions live in checkpoints; they are shown to the broker only where a {@code group.id} is set. */
    public static KafkaSource<KafkaFrame> of(KafkaAddress topic, FramesOptions.From from) {
        Properties properties = topic.properties();
        DEFAULTS.forEach(properties::putIfAbsent);
        if (!properties.containsKey(GROUP)) {
            properties.put("commit.offsets.on.checkpoint", "false");
        }
        return KafkaSource.<KafkaFrame>builder()
                .setBootstrapServers(topic.servers())
                .setProperties(properties)
                .setClientIdPrefix("facestream-" + topic.topic())
                .setTopics(topic.topic())
                .setStartingOffsets(
                        from == FramesOptions.From.LATEST ? OffsetsInitializer.latest() : OffsetsInitializer.earliest())
                .setDeserializer(new KafkaFrameSchema())
                .build();
    }

    /** Capture time of each partition's frames; one that is silent does not hold the others' time back. */
    public static WatermarkStrategy<KafkaFrame> captureTime() {
        return WatermarkStrategy.<KafkaFrame>forMonotonousTimestamps()
                .withTimestampAssigner((frame, written) -> eventTime(frame))
                .withIdleness(IDLE_PARTITION);
    }

    /** A wrong clock must not push time ahead for everybody. */
    static long eventTime(KafkaFrame frame) {
        long latest = frame.timestampMillis() < 0 ? Long.MAX_VALUE : frame.timestampMillis() + LONGEST_AHEAD_MILLIS;
        try {
            return Math.min(FrameHeaders.of(frame).capturedAtMillis(), latest);
        } catch (FaultyFrameException e) {
            return Long.MIN_VALUE;
        }
    }
}
