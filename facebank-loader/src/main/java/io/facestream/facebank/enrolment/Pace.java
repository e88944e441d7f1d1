package io.facestream.facebank.enrolment;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/** Estimates the time left from the last pictures, because those known from before take next to none. One thread. */
final class Pace {
    private static final int WINDOW = 64;

    private final LongSupplier nanos;
    private final int total;
    private final long started;
    private final ArrayDeque<Long> last = new ArrayDeque<>();
    private int done;
    private int embedded;

    Pace(int total, LongSupplier nanos) {
        this.total = total;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        last.add(started);
    }

    /** One more picture is finished. */
    EnrolmentProgress next(boolean wasEmbedded) {
        done++;
        embedded += wasEmbedded ? 1 : 0;
        long now = nanos.getAsLong();
        last.add(now);
        if (last.size() > WINDOW + 1) {
            last.remove();
        }
        long each = (now - last.element()) / (last.size() - 1);
        return new EnrolmentProgress(
                done, total, embedded, Duration.ofNanos(now - started), Duration.ofNanos(each * (total - done)));
    }

    int embedded() {
        return embedded;
    }
}
