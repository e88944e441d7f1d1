package io.facestream.facebank.topic;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The history of a facebank topic: every row of every change, in order. One thread. */
final class TopicHistory implements AutoCloseable {
    private static final long FIRST_STEP = 16;
    private static final long STEP_FACTOR = 16;

    private final TopicLog log;

    private TopicHistory(TopicLog log) {
        this.log = log;
    }

    /** @param topic of the facebank, not of the history */
    static TopicHistory open(String topic, Map<String, String> client) {
        return new TopicHistory(TopicLog.open(FacebankTopics.historyOf(topic), client));
    }

    /** All rows that are there. */
    List<FacebankRow> rows() {
        return rowsFrom(log.start());
    }

    /** The end of the last change. Its record is near the topic's end, unless changes were given up after it. */
    Optional<CommitRow> lastCommit() {
        long start = log.start();
        long end = log.end();
        for (long step = FIRST_STEP; ; step *= STEP_FACTOR) {
            long from = Math.max(start, end - step);
            CommitRow last = null;
            for (FacebankRow row : rowsFrom(from)) {
                if (row instanceof CommitRow commit && (last == null || commit.number() > last.number())) {
                    last = commit;
                }
            }
            if (last != null || from == start) {
                return Optional.ofNullable(last);
            }
        }
    }

    private List<FacebankRow> rowsFrom(long offset) {
        log.seek(offset);
        TopicLog.Read read = log.toEnd();
        if (read.reset() != null) {
            throw new FacebankException(read.reset());
        }
        List<FacebankRow> rows = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : read.records()) {
            RowReader.row(record.key(), record.value(), record.offset()).ifPresent(rows::add);
        }
        return rows;
    }

    @Override
    public void close() {
        log.close();
    }
}
