package io.facestream.ingest.camera;

import java.io.Serializable;

/**
 * How many frames a camera captured and what became of each. Counts travel in band and add up:
 * {@code captured = emitted + skippedByGrid + droppedByOverload + droppedAsDuplicate + droppedAsTooOld + refused}, see
 * {@link #reconciles()}.
 *
 * @param captured frames decoded, or pictures found in a folder
 * @param emitted frames handed to the job
 * @param skippedByGrid frames that lie between two positions of the detection grid
 * @param droppedByOverload frames of a live camera that a newer one replaced because the job was slower
 * @param refused frames and pictures that could not be used; each was announced by a {@link FrameRefused}
 * @param timestampsRepaired frames, among those captured, whose own time jumped back, stood still or was missing
 * @param decodeErrors packets that the decoder could not read; they yield no frame, so they are not in {@code captured}
 * @param droppedAsDuplicate frames of a topic that had come before
 * @param droppedAsTooOld frames of a topic that were older than the job was told to take
 * @param timestampsClamped frames of a topic, among those captured, whose camera's clock was too far ahead
 */
public record FrameCounts(
        long captured,
        long emitted,
        long skippedByGrid,
        long droppedByOverload,
        long refused,
        long timestampsRepaired,
        long decodeErrors,
        long droppedAsDuplicate,
        long droppedAsTooOld,
        long timestampsClamped)
        implements Serializable {

    /** Nothing happened. */
    public static final FrameCounts NONE = new FrameCounts(0, 0, 0, 0, 0, 0, 0);

    /** The counts of a camera that is read directly: it has no duplicates, and its clock is this machine's. */
    public FrameCounts(
            long captured,
            long emitted,
            long skippedByGrid,
            long droppedByOverload,
            long refused,
            long timestampsRepaired,
            long decodeErrors) {
        this(captured, emitted, skippedByGrid, droppedByOverload, refused, timestampsRepaired, decodeErrors, 0, 0, 0);
    }

    /** Whether every captured frame is accounted for. */
    public boolean reconciles() {
        return captured == emitted + skippedByGrid + droppedByOverload + droppedAsDuplicate + droppedAsTooOld + refused;
    }

    /** The sum of both. */
    public FrameCounts plus(FrameCounts other) {
        return new FrameCounts(
                captured + other.captured,
                emitted + other.emitted,
                skippedByGrid + other.skippedByGrid,
                droppedByOverload + other.droppedByOverload,
                refused + other.refused,
                timestampsRepaired + other.timestampsRepaired,
                decodeErrors + other.decodeErrors,
                droppedAsDuplicate + other.droppedAsDuplicate,
                droppedAsTooOld + other.droppedAsTooOld,
                timestampsClamped + other.timestampsClamped);
    }
}
