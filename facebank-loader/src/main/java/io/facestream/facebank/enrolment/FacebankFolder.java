package io.facestream.facebank.enrolment;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankChange;
import io.facestream.facebank.FacebankException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of pictures whose facebank is kept up to date while the folder changes.
 *
 * <p>{@link #load} gives the first complete facebank. Each {@link #poll}, called every quarter of a second or so, looks at the folder
 * again and says what has changed: a picture that was added or replaced is live some 0.7 s after its last byte was written, a removed
 * one at once (facebanks of 10,000 pictures: up to 2.5 s). Files that are still growing are waited for; a record leaves when it expires. Of many new pictures a poll takes some,
 * so that the first are live soon. While the folder is away (unmounted, renamed) the facebank stays as it was.
 *
 * <p>One thread; closing it closes the enroller.
 */
public final class FacebankFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FacebankFolder.class);

    /** Polls that come sooner see nothing new. */
    private static final long MIN_SCAN_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long MAX_SCAN_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    /** Large folders are looked at less often, so that a look's time is at most a sixth of all. */
    private static final long REST_BY_SCAN_TIME = 5;

    private final Path folder;
    private final Enroller enroller;
    private final Clock clock;
    private final LongSupplier nanos;
    private final FindingStore store;
    private final SettledFiles settledFiles;
    private FolderScan view;
    private Facebank current;
    private EnrolmentReport report;
    private long nextScanNanos;
    private boolean loaded;
    private boolean away;

    private FacebankFolder(Path folder, Enroller enroller, Clock clock, LongSupplier nanos) {
        this.folder = folder;
        this.enroller = enroller;
        this.clock = clock;
        this.nanos = nanos;
        this.view = FolderScan.of(folder);
        this.store = enroller.cacheOf(folder);
        this.settledFiles = new SettledFiles(nanos);
        this.current = Facebank.of(1, enroller.modelId(), enroller.modelName(), List.of());
        this.report = new EnrolmentReport(List.of(), List.of(), 0);
    }

    /** @throws FacebankException when there is no such folder */
    public static FacebankFolder open(Path folder, Enroller enroller) {
        return open(folder, enroller, Clock.systemUTC(), System::nanoTime);
    }

    static FacebankFolder open(Path folder, Enroller enroller, Clock clock, LongSupplier nanos) {
        return new FacebankFolder(folder, enroller, clock, nanos);
    }

    /** The facebank of what is in the folder now, number 1; may be empty. */
    public Facebank load() {
        view = settledFiles.takeAll(FolderScan.of(folder));
        nextScanNanos = nanos.getAsLong() + MIN_SCAN_INTERVAL_NANOS;
        Enrolment enrolment = enroller.enroll(view, store, progress -> {});
        current = enrolment.facebank();
        report = enrolment.report();
        loaded = true;
        LOG.info("facebank {}: {}", current.version(), report.summary());
        return current;
    }

    /** What has changed since the last call, if anything. */
    public Optional<FacebankChange> poll() {
        if (!loaded) {
            throw new IllegalStateException("poll before load (expected: load first)");
        }
        long begin = nanos.getAsLong();
        if (begin - nextScanNanos < 0) {
            return Optional.empty();
        }
        Optional<FolderScan> scan = scan();
        long end = nanos.getAsLong();
        long rest = Math.max(MIN_SCAN_INTERVAL_NANOS, REST_BY_SCAN_TIME * (end - begin));
        nextScanNanos = end + Math.min(MAX_SCAN_INTERVAL_NANOS, rest);
        if (scan.isEmpty()) {
            return Optional.empty();
        }
        FolderScan settled = settledFiles.settled(scan.get());
        boolean expired = current.records().stream().anyMatch(record -> !record.validAt(clock.millis()));
        if (settled.equals(view) && !expired) {
            return Optional.empty();
        }
        view = settled;
        return enrol();
    }

    private Optional<FacebankChange> enrol() {
        Enrolment enrolment = enroller.enroll(view, store, progress -> {});
        report = enrolment.report();
        Facebank before = current;
        current = enrolment.facebank().after(before);
        FacebankChange change = before.changeTo(current);
        if (change.isEmpty()) {
            return Optional.empty();
        }
        LOG.info(
                "facebank {}: {} templates put, {} removed; {}",
                change.version(),
                change.upserts().size(),
                change.removals().size(),
                report.summary());
        return Optional.of(change);
    }

    private Optional<FolderScan> scan() {
        try {
            FolderScan scan = FolderScan.of(folder);
            if (away) {
                LOG.info("facebank: {} is back", folder);
            }
            away = false;
            return Optional.of(scan);
        } catch (FacebankException e) {
            if (!away) {
                LOG.warn("{}; the facebank stays as it is", e.getMessage());
            }
            away = true;
            return Optional.empty();
        }
    }

    /** The facebank as of the last change. */
    public Facebank current() {
        return current;
    }

    /** On every picture, as of the last change. */
    public EnrolmentReport report() {
        return report;
    }

    @Override
    public void close() {
        enroller.close();
    }
}
