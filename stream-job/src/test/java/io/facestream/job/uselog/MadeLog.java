package io.facestream.job.uselog;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Logs as a job would write them. */
final class MadeLog {
    private MadeLog() {}

    /** A chain of matches at the camera {@code door}, of {@code p-0}, {@code p-1} and so on. */
    static List<String> matches(String job, int count) {
        List<String> lines = new ArrayList<>();
        ChainHead head = ChainHead.begin(job);
        for (int n = 0; n < count; n++) {
            ChainHead.Appended appended = head.append(UseFacts.of(match(n)).orElseThrow());
            head = appended.head();
            lines.add(appended.line().emitted(Instant.EPOCH));
        }
        return lines;
    }

    static String event(int n) {
        return match(n).eventId();
    }

    static IdentityEvent match(int n) {
        return new IdentityEventBuilder(EventType.IDENTIFIED, "door-" + n + "-0", 0)
                .camera("door")
                .at(1_000L * n, 1_000L * n)
                .searched("1.17", "model")
                .visit("door-" + n + "-0", "door-" + n + "-0")
                .person("p-" + n)
                .evidence(0.61f, 0.3f, 0.35f, List.of())
                .stay(900L * n, 1_000L * n, 0, 0)
                .build();
    }
}
