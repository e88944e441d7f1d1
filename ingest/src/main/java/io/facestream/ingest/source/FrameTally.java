package io.facestream.ingest.source;

import io.facestream.ingest.camera.FrameCounts;

/** Counts what becomes of frames until the next item carries the counts away. A frame is counted once its fate is known. */
final class FrameTally {
    private long emitted;
    private long skippedByGrid;
    private long droppedByOverload;
    private long refused;
    private long timestampsRepaired;
    private long decodeErrors;

    void skipByGrid() {
        skippedByGrid++;
    }

    void dropByOverload() {
        droppedByOverload++;
    }

    void addRepairs(long timestamps, long errors) {
        timestampsRepaired += timestamps;
        decodeErrors += errors;
    }

    FrameCounts takeWithEmitted() {
        emitted++;
        return take();
    }

    FrameCounts takeWithRefused() {
        refused++;
        return take();
    }

    FrameCounts take() {
        long captured = emitted + skippedByGrid + droppedByOverload + refused;
        FrameCounts counts = new FrameCounts(
                captured, emitted, skippedByGrid, droppedByOverload, refused, timestampsRepaired, decodeErrors);
        emitted = 0;
        skippedByGrid = 0;
        droppedByOverload = 0;
        refused = 0;
        timestampsRepaired = 0;
        decodeErrors = 0;
        return counts;
    }
}
