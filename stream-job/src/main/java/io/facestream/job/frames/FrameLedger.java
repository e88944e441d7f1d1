package io.facestream.job.frames;

import io.facestream.ingest.camera.FrameCounts;

/** What happens to a camera's frames until an item carries the counts away. */
final class FrameLedger {
    long captured;
    long emitted;
    long skipped;
    long refused;
    long repaired;
    long duplicates;
    long tooOld;
    long clamped;

    FrameLedger(FrameCounts from) {
        captured = from.captured();
        emitted = from.emitted();
        skipped = from.skippedByGrid();
        refused = from.refused();
        repaired = from.timestampsRepaired();
        duplicates = from.droppedAsDuplicate();
        tooOld = from.droppedAsTooOld();
        clamped = from.timestampsClamped();
    }

    FrameCounts left() {
        return new FrameCounts(captured, emitted, skipped, 0, refused, repaired, 0, duplicates, tooOld, clamped);
    }

    FrameCounts take() {
        FrameCounts counts = left();
        captured = 0;
        emitted = 0;
        skipped = 0;
        refused = 0;
        repaired = 0;
        duplicates = 0;
        tooOld = 0;
        clamped = 0;
        return counts;
    }
}
