package io.facestream.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/**
 * What every operator of one input must stand: the same input gives the same output, item by item, with a checkpoint between items, with a
 * restart after every item, with watermarks between items, and at the end of input.
 */
final class OperatorCase<I, O> {
    /** Opens a fresh operator in a harness that has not been initialised. */
    interface Opening<I, O> {
        OneInputStreamOperatorTestHarness<I, O> open() throws Exception;
    }

    /** Something to do between two items; it may put another harness in the place of the one it is given. */
    private interface Between<I, O> {
        OneInputStreamOperatorTestHarness<I, O> run(
                OneInputStreamOperatorTestHarness<I, O> harness, long item, List<O> out) throws Exception;
    }

    private final Opening<I, O> opening;
    private final List<I> items;
    private final List<Long> timestamps;

    OperatorCase(Opening<I, O> opening, List<I> items, List<Long> timestamps) {
        this.opening = opening;
        this.items = items;
        this.timestamps = timestamps;
    }

    /** Runs the case in every way and returns the one output that all of them gave. */
    List<O> verify() throws Exception {
        List<O> plain = replay((harness, item, out) -> harness);
        assertThat(replay(this::checkpoint))
                .as("with a checkpoint after every item")
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(plain);
        assertThat(replay(this::restart))
                .as("with a restart after every item")
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(plain);
        assertThat(replay(this::watermark))
                .as("with a watermark after every item")
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(plain);
        return plain;
    }

    private List<O> replay(Between<I, O> between) throws Exception {
        List<O> out = new ArrayList<>();
        OneInputStreamOperatorTestHarness<I, O> harness = opening.open();
        harness.open();
        for (int i = 0; i < items.size(); i++) {
            harness.processElement(items.get(i), timestamps.get(i));
            harness = between.run(harness, i, out);
        }
        harness.endInput();
        take(harness, out);
        harness.close();
        return out;
    }

    private OneInputStreamOperatorTestHarness<I, O> checkpoint(
            OneInputStreamOperatorTestHarness<I, O> harness, long item, List<O> out) throws Exception {
        harness.prepareSnapshotPreBarrier(item + 1);
        harness.snapshot(item + 1, item);
        harness.notifyOfCompletedCheckpoint(item + 1);
        return harness;
    }

    private OneInputStreamOperatorTestHarness<I, O> restart(
            OneInputStreamOperatorTestHarness<I, O> harness, long item, List<O> out) throws Exception {
        harness.prepareSnapshotPreBarrier(item + 1);
        OperatorSubtaskState state = harness.snapshot(item + 1, item);
        take(harness, out);
        harness.close();
        OneInputStreamOperatorTestHarness<I, O> fresh = opening.open();
        fresh.initializeState(state);
        fresh.open();
        return fresh;
    }

    private OneInputStreamOperatorTestHarness<I, O> watermark(
            OneInputStreamOperatorTestHarness<I, O> harness, long item, List<O> out) throws Exception {
        harness.processWatermark(new Watermark(timestamps.get((int) item)));
        return harness;
    }

    private static <O> void take(OneInputStreamOperatorTestHarness<?, O> harness, List<O> out) {
        out.addAll(harness.extractOutputValues());
    }
}
