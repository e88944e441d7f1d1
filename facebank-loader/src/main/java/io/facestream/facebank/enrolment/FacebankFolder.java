package io.facestream.facebank.enrolment;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankChange;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder of pictures whose facebank is kept up to date while the folder changes. {@link #load} gives the first complete facebank;
 * each {@link #poll} looks at the folder again and says what has changed. One thread; closing it closes the enroller.
 */
public final class FacebankFolder implements AutoCloseable {
    private final Path folder;
    private final Enroller enroller;
    private Facebank current;
    private EnrolmentReport report;

    private FacebankFolder(Path folder, Enroller enroller) {
        this.folder = folder;
        this.enroller = enroller;
        this.current = Facebank.of(1, enroller.modelId(), java.util.List.of());
        this.report = new EnrolmentReport(java.util.List.of(), java.util.List.of(), 0);
    }

    /** @throws io.facestream.facebank.FacebankException when there is no such folder */
    public static FacebankFolder open(Path folder, Enroller enroller) {
        return new FacebankFolder(folder, enroller);
    }

    /** The facebank of what is in the folder now; may be empty. */
    public Facebank load() {
        Enrolment enrolment = enroller.enroll(folder);
        current = enrolment.facebank();
        report = enrolment.report();
        return current;
    }

    /** What has changed since the last call; call it every half second or so. */
    public Optional<FacebankChange> poll() {
        Facebank before = current;
        FacebankChange change = before.changeTo(load());
        return change.isEmpty() ? Optional.empty() : Optional.of(change);
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
