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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
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
    void camerasOfARegistryComeGoAndChangeWhileTheJobRuns() throws Exception {
        AtomicReference<List<CameraSpec>> now = new AtomicReference<>(specs("a", "b"));
        try (SplitEnumerator<CameraSplit, CameraEnumeratorState> enumerator =
                registered(now::get).createEnumerator(assigned)) {
            enumerator.start();
            enumerator.addReader(0);
            enumerator.addReader(1);
            enumerator.addReader(2);
            assigned.register(0, 1, 2);
            assertThat(assigned.cameras).as("not asked yet").isEmpty();
            assigned.askRegistry();
            assertThat(assigned.cameras).isEqualTo(Map.of(0, List.of("a"), 1, List.of("b")));
            assertThat(assigned.told.get(2)).hasSize(1);

            now.set(specs("b", "c"));
            assigned.askRegistry();
            assertThat(assigned.told.get(0)).endsWith(specs("b", "c"));
            assertThat(assigned.cameras.get(0))
                    .as("the reader that lost its camera")
                    .containsExactly("a", "c");
            assertThat(enumerator.snapshotState(1).known()).containsExactlyInAnyOrder("b", "c");

            CameraSpec moved = CameraSpec.parse("b=elsewhere.mp4");
            now.set(List.of(moved, specs("c").get(0)));
            assigned.askRegistry();
            assertThat(assigned.splits.get(1)).containsExactly(CameraSplit.unread("b"), CameraSplit.unread("b"));

            int lists = assigned.told.get(0).size();
            assigned.askRegistry();
            assertThat(assigned.told.get(0)).as("nothing new, nothing told").hasSize(lists);
            assertThat(assigned.complete).as("more may come").isEmpty();
        }
    }

    @Test
    void aListThatCannotBeReadLeavesTheCamerasAsTheyWere() throws Exception {
        AtomicReference<List<CameraSpec>> now = new AtomicReference<>(specs("a"));
        CameraRegistry registry = () -> {
            if (now.get().isEmpty()) {
                throw new IOException("cameras.yaml line 3 is no YAML");
            }
            return now.get();
        };
        try (SplitEnumerator<CameraSplit, CameraEnumeratorState> enumerator =
                registered(registry).createEnumerator(assigned)) {
            enumerator.start();
            assigned.register(0);
            assigned.askRegistry();
            for (List<CameraSpec> broken : List.of(List.<CameraSpec>of(), specs("b", "b"))) {
                now.set(broken);
                assigned.askRegistry();
                assertThat(enumerator.snapshotState(1).known()).containsExactly("a");
            }
            assertThat(assigned.told.get(0)).hasSize(1);
            now.set(specs("a", "b"));
            assigned.askRegistry();
            assertThat(assigned.told.get(0)).endsWith(specs("a", "b"));
        }
    }

    @Test
    void afterARestoreNobodyIsStartedTwiceAndWhoIsGoneIsForgotten() throws Exception {
        CameraSplit halfway = new CameraSplit("waits", CameraSplit.State.UP, 120, 120, 120, 2, FrameCounts.NONE);
        CameraEnumeratorState state = new CameraEnumeratorState(
                Set.of("a", "gone", "waits", "unread"), List.of(halfway, CameraSplit.unread("unread")));
        try (SplitEnumerator<CameraSplit, CameraEnumeratorState> enumerator =
                registered(() -> specs("a", "new")).restoreEnumerator(assigned, state)) {
            enumerator.start();
            assigned.askRegistry();
            enumerator.addReader(0);
            enumerator.addReader(1);
            assertThat(assigned.splits)
                    .as("a reader says the end of one that has begun")
                    .isEqualTo(Map.of(0, List.of(halfway), 1, List.of(CameraSplit.unread("new"))));
            assertThat(assigned.told.get(0)).containsExactly(specs("a", "new"));
            assertThat(enumerator.snapshotState(2).known()).containsExactlyInAnyOrder("a", "new");
        }
    }

    private static CameraSource registered(CameraRegistry registry) {
        return CameraSource.of(List.of()).registry(registry).build();
    }

    private static List<CameraSpec> specs(String... ids) {
        return Stream.of(ids)
                .map(id -> CameraSpec.parse(id + "=" + id + ".mp4"))
                .toList();
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
        final Map<Integer, List<List<CameraSpec>>> told = new TreeMap<>();
        private Runnable periodic = () -> {};
        private final Map<Integer, ReaderInfo> readers = new HashMap<>();
        private final int parallelism;

        Assigned(int parallelism) {
            this.parallelism = parallelism;
        }

        void register(int... ids) {
            for (int id : ids) {
                readers.put(id, new ReaderInfo(id, "localhost"));
            }
        }

        void askRegistry() {
            periodic.run();
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
            told.computeIfAbsent(subtaskId, key -> new ArrayList<>())
                    .add(List.copyOf(((CameraListEvent) event).cameras()));
        }

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelayMillis, long periodMillis) {
            periodic = () -> {
                T result = null;
                Throwable fault = null;
                try {
                    result = callable.call();
                } catch (Exception e) {
                    fault = e;
                }
                handler.accept(result, fault);
            };
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }
}
