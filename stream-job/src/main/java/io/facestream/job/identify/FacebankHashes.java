package io.facestream.job.identify;

import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * An accumulator of what each subtask searches: {@code VERSION/HASH} by the subtask's number. When all subtasks have the same facebank, all
 * hashes are equal.
 */
public final class FacebankHashes implements Accumulator<String, TreeMap<Integer, String>> {
    private static final long serialVersionUID = 1L;

    private final int subtask;
    private final TreeMap<Integer, String> hashes = new TreeMap<>();

    /** @param subtask whose hash this one takes */
    public FacebankHashes(int subtask) {
        this.subtask = subtask;
    }

    /** What this subtask searches from now on. */
    @Override
    public synchronized void add(String hash) {
        hashes.put(subtask, hash);
    }

    @Override
    public synchronized TreeMap<Integer, String> getLocalValue() {
        return new TreeMap<>(hashes);
    }

    @Override
    public synchronized void resetLocal() {
        hashes.clear();
    }

    @Override
    public synchronized void merge(Accumulator<String, TreeMap<Integer, String>> other) {
        hashes.putAll(other.getLocalValue());
    }

    @Override
    public synchronized Accumulator<String, TreeMap<Integer, String>> clone() {
        FacebankHashes copy = new FacebankHashes(subtask);
        copy.hashes.putAll(hashes);
        return copy;
    }
}
