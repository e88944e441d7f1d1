package io.facestream.job.uselog;

import io.facestream.job.kafka.KafkaAddress;
import java.io.IOException;
import java.time.Duration;

/** A log on a topic; reviews are records of it under a key of their own, each in a transaction. */
final class UseLogTopic extends UseLog {
    private final KafkaAddress address;
    private final Duration othersPatience;

    UseLogTopic(KafkaAddress address) {
        this(address, TopicTail.PATIENCE);
    }

    UseLogTopic(KafkaAddress address, Duration othersPatience) {
        this.address = address;
        this.othersPatience = othersPatience;
    }

    @Override
    public void read(Reader reader) throws IOException {
        try (Tail tail = open()) {
            tail.readOn(reader);
        }
    }

    @Override
    Tail open() throws IOException {
        return TopicTail.open(address, othersPatience);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
