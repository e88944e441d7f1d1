package io.facestream.job.frames;

import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.kafka.KafkaCluster;
import io.facestream.job.kafka.KafkaUnreachableException;
import java.util.List;

/** Looks at topics of frames before anything reads or writes them: a topic that is missing would otherwise only be waited for. */
public final class FramesTopics {
    private FramesTopics() {}

    /** @throws IllegalStateException when the cluster answers and says that there is no such topic */
    public static void check(KafkaAddress address) {
        try (KafkaCluster cluster = KafkaCluster.connect(address)) {
            if (cluster.topics(List.of(address.topic())).isEmpty()) {
                throw new IllegalStateException(
                        address + ": no such topic (expected: one made by ./facestream topics create)");
            }
        }
    }

    /** The same, where somebody may start before the cluster does. */
    public static boolean checkIfThere(KafkaAddress address) {
        try {
            check(address);
            return true;
        } catch (KafkaUnreachableException e) {
            return false;
        }
    }
}
