package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.vision.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The camera source in a real job on real videos. */
@Timeout(120)
class CameraSourceIT {
    private static final ConcurrentLinkedQueue<String> STORY = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    @TempDir
    Path folder;

    @Test
    void aJobThatFailsInTheMiddleSeesEveryFrameOnce() throws Exception {
        List<CameraSpec> cameras = CameraSpec.parseAll(List.of(
                "scene=" + TestData.shared("video/scenes/real1.mp4"), "clip=" + TestData.shared("video/clips/d9.mp4")));
        List<String> undisturbed = run(cameras, Integer.MAX_VALUE);
        List<String> disturbed = run(cameras, 60);
        assertThat(FAILED).as("the job failed once").isTrue();
        assertThat(disturbed).isEqualTo(undisturbed);
        assertThat(undisturbed)
                .filteredOn(line -> line.startsWith("scene Frame["))
                .hasSize(250);
        assertThat(undisturbed)
                .filteredOn(line -> line.startsWith("clip Frame["))
                .hasSize(163);
    }

    /** R8 in a job. */
    @Test
    void badFilesEndWithAReasonAndTheOthersAreRead() throws Exception {
        Path clip = TestData.shared("video/clips/d12.mp4");
        byte[] whole = Files.readAllBytes(clip);
        Path truncated = Files.write(folder.resolve("truncated.mp4"), Arrays.copyOf(whole, whole.length / 2));
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Path photo = firstPicture();
        Files.copy(photo, pictures.resolve("1.jpg"));
        Files.writeString(pictures.resolve("2.jpg"), "no picture");
        Files.copy(photo, pictures.resolve("3.jpg"));
        List<CameraSpec> cameras =
                CameraSpec.parseAll(Stream.of(clip, truncated, empty, folder.resolve("absent.mp4"), pictures)
                        .map(Path::toString)
                        .toList());
        List<String> story = run(cameras, Integer.MAX_VALUE);
        assertThat(story).filteredOn(line -> line.startsWith("d12 Frame[")).hasSize(61);
        assertThat(story).filteredOn(line -> line.startsWith("pictures Frame[")).hasSize(2);
        assertThat(story)
                .filteredOn(line -> line.startsWith("pictures FrameRefused"))
                .singleElement()
                .asString()
                .contains("2.jpg");
        assertThat(story)
                .filteredOn(line -> line.startsWith("empty CameraStatus[DOWN"))
                .singleElement()
                .asString()
                .contains("0 bytes");
        assertThat(story)
                .filteredOn(line -> line.startsWith("absent CameraStatus[DOWN"))
                .singleElement()
                .asString()
                .contains("no such file");
        assertThat(story)
                .filteredOn(line -> line.startsWith("truncated CameraStatus[DOWN"))
                .hasSize(1);
        assertThat(story).filteredOn(line -> line.contains(" CameraEnded")).hasSize(5);
    }

    private static Path firstPicture() throws Exception {
        try (Stream<Path> files = Files.list(TestData.shared("video/clips"))) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> run(List<CameraSpec> cameras, int failAfter) throws Exception {
        STORY.clear();
        FAILED.set(false);
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, failAfter < Integer.MAX_VALUE ? 2 : 0);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        environment.enableCheckpointing(50);
        environment.getConfig().enableObjectReuse();
        environment
                .fromSource(
                        CameraSource.of(cameras).build(),
                        WatermarkStrategy.<CameraItem>forMonotonousTimestamps().withIdleness(Duration.ofSeconds(1)),
                        "cameras")
                .process(new Teller(failAfter))
                .returns(Types.STRING)
                .sinkTo(new DiscardingSink<>());
        JobExecutionResult result = environment.execute();
        assertThat(result.isJobExecutionResult()).isTrue();
        List<String> story = new ArrayList<>(STORY);
        story.sort(null);
        return story;
    }

    /** Keeps what it saw in its state, and tells it at the end: what a restart lost or doubled would show. */
    private static final class Teller extends ProcessFunction<CameraItem, String>
            implements CheckpointedFunction, CheckpointListener {
        private static final long serialVersionUID = 1L;

        private final int failAfter;
        private transient List<String> seen;
        private transient ListState<String> state;
        private transient FrameCounts counts;
        private transient boolean checkpointed;

        Teller(int failAfter) {
            this.failAfter = failAfter;
        }

        @Override
        public void processElement(CameraItem item, Context context, Collector<String> out) throws Exception {
            if (!context.timestamp().equals(item.atMillis())) {
                throw new IllegalStateException("event time " + context.timestamp() + " of " + item);
            }
            seen.add(item.cameraId() + " " + line(item));
            counts = counts.plus(item.countsSinceLast());
            if (checkpointed && seen.size() >= failAfter && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("failing on purpose");
            }
        }

        private static String line(CameraItem item) {
            if (item instanceof Frame frame) {
                CRC32 checksum = new CRC32();
                checksum.update(frame.picture().bytes());
                return String.format(
                        "Frame[#%05d at %d, %x, %s]",
                        frame.sequence(), frame.mediaTimeMillis(), checksum.getValue(), frame.countsSinceLast());
            }
            if (item instanceof CameraStatus status) {
                return "CameraStatus[" + status.state() + " " + status.reason() + "]";
            }
            return item.toString();
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(seen);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("seen", Types.STRING));
            seen = new ArrayList<>();
            counts = FrameCounts.NONE;
            state.get().forEach(seen::add);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            checkpointed = true;
        }

        @Override
        public void close() {
            // only a run that reached its end has told the last item
            if (seen != null && seen.stream().anyMatch(line -> line.contains(CameraEnded.class.getSimpleName()))) {
                if (!counts.reconciles()) {
                    throw new IllegalStateException("counts: " + counts);
                }
                STORY.addAll(seen);
            }
        }
    }
}
