package io.facestream.facebank.enrolment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a watched folder as it was before what is being written now: a new file appears, and a changed one is seen as changed, when it
 * has been the same for a while. A person's new pictures wait for what is written about the person. One thread.
 */
final class SettledFiles {
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** New pictures that appear at once; the next ones follow with the next look. */
    private static final int MOST_NEW_PICTURES = 32;

    private final LongSupplier nanos;
    private Map<Path, ScannedFile> shown = new HashMap<>();
    private Map<Path, Waiting> waiting = new HashMap<>();

    SettledFiles(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Waiting(FileStamp stamp, long sinceNanos) {}

    /** Shows everything as it is. */
    FolderScan takeAll(FolderScan scan) {
        shown = new HashMap<>();
        for (PersonFolder person : scan.people()) {
            person.pictures().forEach(file -> shown.put(file.path(), file));
            person.data().forEach(file -> shown.put(file.path(), file));
        }
        waiting = new HashMap<>();
        return scan;
    }

    FolderScan settled(FolderScan scan) {
        Look look = new Look(nanos.getAsLong());
        List<PersonFolder> people = new ArrayList<>();
        for (PersonFolder person : scan.people()) {
            people.add(look.at(person));
        }
        shown = look.nowShown;
        waiting = look.nowWaiting;
        return new FolderScan(List.copyOf(people), scan.refused());
    }

    /** One look at the folder. */
    private final class Look {
        private final long now;
        private final Map<Path, ScannedFile> nowShown = new HashMap<>();
        private final Map<Path, Waiting> nowWaiting = new HashMap<>();
        private int newPictures;

        Look(long now) {
            this.now = now;
        }

        PersonFolder at(PersonFolder person) {
            List<ScannedFile> data = new ArrayList<>();
            person.data().forEach(file -> show(file, true, data));
            boolean dataSettled = data.equals(person.data());
            List<ScannedFile> pictures = new ArrayList<>();
            person.pictures().forEach(file -> show(file, dataSettled, pictures));
            return new PersonFolder(person.personId(), List.copyOf(pictures), List.copyOf(data));
        }

        private void show(ScannedFile file, boolean mayChange, List<ScannedFile> into) {
            ScannedFile visible = visible(file, mayChange);
            if (visible != null) {
                nowShown.put(file.path(), visible);
                into.add(visible);
            }
        }

        private @Nullable ScannedFile visible(ScannedFile file, boolean mayChange) {
            ScannedFile before = shown.get(file.path());
            if (file.equals(before)) {
                return before;
            }
            Waiting since = waiting.get(file.path());
            if (since == null || !since.stamp().equals(file.stamp())) {
                since = new Waiting(file.stamp(), now);
            }
            if (mayChange && now - since.sinceNanos() >= SETTLE_NANOS && newPictures < MOST_NEW_PICTURES) {
                newPictures++;
                return file;
            }
            nowWaiting.put(file.path(), since);
            return before;
        }
    }
}
