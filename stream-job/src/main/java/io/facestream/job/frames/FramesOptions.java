package io.facestream.job.frames;

import io.facestream.job.kafka.KafkaAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which topics hold frames, and how they are taken.
 *
 * @param topics where frames are; empty where there are only cameras
 * @param from where a run without a checkpoint begins to read
 * @param silenceTimeout a camera that sends nothing for so long is down, and its visits end; zero for never
 * @param skipOlderThan frames that are older than this when their turn comes are dropped; empty for none
 * @param untilEnded a run in one process ends when so many cameras of the topics have ended; 0 for never
 */
public record FramesOptions(
        List<KafkaAddress> topics,
        From from,
        Duration silenceTimeout,
        Optional<Duration> skipOlderThan,
        int untilEnded) {
    /** Ends of a topic. */
    public enum From {
        EARLIEST,
        LATEST
    }

    public FramesOptions {
        topics = List.copyOf(topics);
    }

    /** No topics. */
    public static FramesOptions none() {
        return new FramesOptions(List.of(), From.EARLIEST, Duration.ofSeconds(60), Optional.empty(), 0);
    }

    /** A replay must not depend on how long this machine waits for a record. */
    FrameRules rules(Duration detectEvery) {
        return new FrameRules(
                detectEvery.toMillis(),
                untilEnded > 0 ? 0 : silenceTimeout.toMillis(),
                skipOlderThan.map(Duration::toMillis).orElse(0L));
    }
}
