package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the cameras out, each to the reader that has the fewest: round robin at the start. Where there is a registry, it is asked every
 * two seconds; the readers are told the whole list whenever it has changed, so that what they missed does not matter.
 */
final class CameraEnumerator implements SplitEnumerator<CameraSplit, CameraEnumeratorState> {
    private static final Logger LOG = LoggerFactory.getLogger(CameraEnumerator.class);
    private static final long LOOK_EVERY_MILLIS = 2_000;

    private final SplitEnumeratorContext<CameraSplit> context;
    private final List<CameraSpec> fixed;
    private final @Nullable CameraRegistry registry;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, CameraSplit> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> owners = new HashMap<>();
    private @Nullable List<CameraSpec> cameras;
    private String complaint = "";

    CameraEnumerator(
            SplitEnumeratorContext<CameraSplit> context,
            List<CameraSpec> fixed,
            @Nullable CameraRegistry registry,
            CameraEnumeratorState restored) {
        this.context = context;
        this.fixed = List.copyOf(fixed);
        this.registry = registry;
        known.addAll(restored.known());
        restored.waiting().forEach(split -> waiting.put(split.splitId(), split));
        if (registry == null) {
            take(this.fixed);
        }
    }

    @Override
    public void start() {
        if (registry != null) {
            context.callAsync(registry::read, this::listed, 0, LOOK_EVERY_MILLIS);
        }
    }

    private void listed(@Nullable List<CameraSpec> read, @Nullable Throwable fault) {
        if (read == null || fault != null) {
            complain(fault == null ? "no list" : String.valueOf(fault.getMessage()));
            return;
        }
        List<CameraSpec> all = new ArrayList<>(fixed);
        all.addAll(read);
        Set<String> ids = new HashSet<>();
        for (CameraSpec camera : all) {
            if (!ids.add(camera.id())) {
                complain("camera id: " + camera.id() + " stands twice (expected: a name of its own for each camera)");
                return;
            }
        }
        if (!complaint.isEmpty()) {
            complaint = "";
            LOG.info("cameras: the list can be read again");
        }
        if (!all.equals(cameras)) {
            take(all);
            context.registeredReaders().keySet().stream().sorted().toList().forEach(this::addReader);
        }
    }

    /** Says once what is wrong. */
    private void complain(String problem) {
        if (!problem.equals(complaint)) {
            complaint = problem;
            LOG.warn("{}; the cameras stay as they were", problem);
        }
    }

    private void take(List<CameraSpec> now) {
        Map<String, CameraSpec> before = new HashMap<>();
        if (cameras != null) {
            cameras.forEach(camera -> before.put(camera.id(), camera));
        }
        Set<String> ids = new HashSet<>();
        now.forEach(camera -> ids.add(camera.id()));
        if (registry != null) {
            known.retainAll(ids);
            owners.keySet().retainAll(ids);
            // one that has said something is handed out nevertheless, so that a reader says its end
            waiting.values().removeIf(split -> !ids.contains(split.cameraId()) && split.isUnread());
        }
        for (CameraSpec camera : now) {
            owners.computeIfAbsent(camera.id(), id -> leastBurdened());
            CameraSpec was = before.get(camera.id());
            if (known.add(camera.id()) || was != null && !was.equals(camera)) {
                waiting.put(camera.id(), CameraSplit.unread(camera.id()));
            }
        }
        cameras = List.copyOf(now);
    }

    private int leastBurdened() {
        int[] burdens = new int[context.currentParallelism()];
        owners.values().forEach(owner -> burdens[owner]++);
        int least = 0;
        for (int reader = 1; reader < burdens.length; reader++) {
            least = burdens[reader] < burdens[least] ? reader : least;
        }
        return least;
    }

    @Override
    public void handleSplitRequest(int subtaskId, String requesterHostname) {
        // readers do not ask: each camera's reader is fixed
    }

    @Override
    public void addReader(int subtaskId) {
        if (registry == null) {
            assignTo(subtaskId);
            context.signalNoMoreSplits(subtaskId);
        } else if (cameras != null) {
            context.sendEventToSourceReader(subtaskId, new CameraListEvent(cameras));
            assignTo(subtaskId);
        }
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
            if (owners.getOrDefault(split.cameraId(), 0) == subtaskId) {
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
