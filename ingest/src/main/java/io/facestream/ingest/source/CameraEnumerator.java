package io.facestream.ingest.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Hands the cameras out round robin: the n-th configured camera belongs to the reader n modulo the parallelism. */
final class CameraEnumerator implements SplitEnumerator<CameraSplit, CameraEnumeratorState> {
    private final SplitEnumeratorContext<CameraSplit> context;
    private final List<String> cameraIds;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, CameraSplit> waiting = new LinkedHashMap<>();

    CameraEnumerator(
            SplitEnumeratorContext<CameraSplit> context, List<String> cameraIds, CameraEnumeratorState restored) {
        this.context = context;
        this.cameraIds = List.copyOf(cameraIds);
        known.addAll(restored.known());
        restored.waiting().forEach(split -> waiting.put(split.splitId(), split));
        for (String id : cameraIds) {
            if (known.add(id)) {
                waiting.put(id, CameraSplit.unread(id));
            }
        }
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtaskId, String requesterHostname) {
        // readers do not ask: each camera's reader is fixed
    }

    @Override
    public void addReader(int subtaskId) {
        assignTo(subtaskId);
        context.signalNoMoreSplits(subtaskId);
    }

    @Override
    public void addSplitsBack(List<CameraSplit> splits, int subtaskId) {
        splits.forEach(split -> waiting.put(split.splitId(), split));
        List<Integer> readers = new ArrayList<>(context.registeredReaders().keySet());
        readers.forEach(this::addReader);
    }

    private void assignTo(int subtaskId) {
        for (Iterator<CameraSplit> splits = waiting.values().iterator(); splits.hasNext(); ) {
            CameraSplit split = splits.next();
            int index = Math.max(0, cameraIds.indexOf(split.cameraId()));
            if (index % context.currentParallelism() == subtaskId) {
                context.assignSplit(split, subtaskId);
                splits.remove();
            }
        }
    }

    @Override
    public CameraEnumeratorState snapshotState(long checkpointId) {
        return new CameraEnumeratorState(known, List.copyOf(waiting.values()));
    }

    @Override
    public void close() {}
}
