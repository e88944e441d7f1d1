package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.FrameCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.Test;

/** Distribution of cameras, and the rest of the source's contract with Flink. */
class CameraEnumeratorTest {
    private final Assigned assigned = new Assigned(3);

    @Test
    void camerasGoToReadersRoundRobin() throws Exception {
        try (SplitEnumerator<CameraSplit, CameraEnumeratorState> enumerator =
                source("a", "b", "c", "d").createEnumerator(assigned)) {
            enumerator.start();
            enumerator.addReader(2);
            enumerator.addReader(0);
            enumerator.addReader(1);
        }
        assertThat(assigned.cameras).isEqualTo(Map.of(0, List.of("a", "d"), 1, List.of("b"), 2, List.of("c")));
        assertThat(assigned.complete).containsExactly(2, 0, 1);
    }

    @Test
    void camerasOfAFailedReaderAreGivenToItAgain() throws Exception {
        try (SplitEnumerator<CameraSplit, CameraEnumeratorState> enumerator =
                source("a", "b").createEnumerator(assigned)) {
            enumerator.addReader(1);
            CameraSplit read = new CameraSplit("b", CameraSplit.State.UP, 120, 120, 120, 2, FrameCounts.NONE);
            assigned.remove(1);
            enumerator.addSplitsBack(List.of(read), 1);
            assertThat(enumerator.snapshotState(1).waiting()).contains(read);
            enumerator.addReader(1);
            assertThat(assigned.splits.get(1)).endsWith(read);
            assertThat(enumerator.snapshotState(2).waiting())
                    .extracting(CameraSplit::cameraId)
                    .containsExactly("a");
        }
    }

    @Test
    void afterARestoreOnlyNewCamerasStartFromTheBeginning() throws Exception {
        CameraEnumeratorState state = new CameraEnumeratorState(Set.of("a", "gone"), List.of());
        try (SplitEnumerator<CameraSplit, CameraEnumeratorState> enumerator =
                source("a", "new").restoreEnumerator(assigned, state)) {
            enumerator.addReader(0);
            enumerator.addReader(1);
        }
        assertThat(assigned.cameras).isEqualTo(Map.of(1, List.of("new")));
        assertThat(assigned.complete).containsExactly(0, 1);
    }

    @Test
    void filesHaveAnEndAndLiveCamerasHaveNone() {
        assertThat(source("a", "b").getBoundedness()).isEqualTo(Boundedness.BOUNDED);
        assertThat(CameraSource.of(List.of(CameraSpec.parse("a.mp4"), CameraSpec.parse("rtsp://h/x")))
                        .build()
                        .getBoundedness())
                .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    }

    @Test
    void twoCamerasOfOneNameAreRefused() {
        assertThatThrownBy(() -> source("a", "a"))
                .hasMessage("camera id: a stands twice (expected: a name of its own for each camera)");
    }

    @Test
    void anItemIsHandedOnAsItIsAndNeverSerialised() {
        TypeSerializer<CameraItem> serializer =
                source("a").getProducedType().createSerializer(new SerializerConfigImpl());
        CameraItem item = new CameraStatus("a", 0, CameraStatus.State.UP, "", 0, FrameCounts.NONE);
        assertThat(serializer.copy(item)).isSameAs(item);
        assertThatThrownBy(() -> serializer.serialize(item, new DataOutputSerializer(8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected: the operator behind the camera source chained to it");
    }

    private static CameraSource source(String... ids) {
        List<CameraSpec> cameras = new ArrayList<>();
        for (String id : ids) {
            cameras.add(CameraSpec.parse(id + "=" + id + ".mp4"));
        }
        return CameraSource.of(cameras).build();
    }

    /** Notes what an enumerator hands out. */
    private static final class Assigned implements SplitEnumeratorContext<CameraSplit> {
        final Map<Integer, List<String>> cameras = new TreeMap<>();
        final Map<Integer, List<CameraSplit>> splits = new TreeMap<>();
        final List<Integer> complete = new ArrayList<>();
        private final Map<Integer, ReaderInfo> readers = new HashMap<>();
        private final int parallelism;

        Assigned(int parallelism) {
            this.parallelism = parallelism;
        }

        void remove(int reader) {
            readers.remove(reader);
        }

        @Override
        public void assignSplits(SplitsAssignment<CameraSplit> assignment) {
            assignment.assignment().forEach((reader, given) -> {
                splits.computeIfAbsent(reader, key -> new ArrayList<>()).addAll(given);
                given.forEach(split -> cameras.computeIfAbsent(reader, key -> new ArrayList<>())
                        .add(split.cameraId()));
            });
        }

        @Override
        public void signalNoMoreSplits(int subtask) {
            complete.add(subtask);
        }

        @Override
        public int currentParallelism() {
            return parallelism;
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return readers;
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelayMillis, long periodMillis) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }
}
