package io.facestream.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.facestream.cluster.TestBroker;
import io.facestream.job.run.RunningJob;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads checkpoints back that were taken while faces were in view. */
class CheckpointHoldsNoPixelsIT {
    private static final List<String> CAMERAS = List.of("door", "hall");

    /** Uncompressed, so that what is in a file can be found in it. */
    private static final Map<String, String> PLAIN = Map.of(
            "state.backend.rocksdb.compression.per.level", "NO_COMPRESSION",
            "execution.checkpointing.num-retained", "50",
            "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION",
            "execution.checkpointing.snapshot-compression", "false");

    /** A checkpoint's bound beside its facebank: 4,096 key groups in each keyed operator, and 64 KiB a camera. */
    private static final long FIXED_BYTES = 12 * 4096 * 8;

    private static final long CAMERA_BYTES = 64 << 10;
    private static final int PIECE = 24;

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void neitherFramesNorCropsAreInAnyFileAndItStaysSmall() throws Exception {
        Path media = VisitJob.media();
        Path people = folder.resolve("people");
        VisitFrames.writePeople(media, people);
        List<VisitFrames.Frame> frames = VisitFrames.of(media, 16, CAMERAS);
        String topic = TestBroker.topic("frames", 2, Map.of());
        Configuration configuration = RunningJob.configuration(folder, PLAIN);
        VisitJob job = new VisitJob(people, topic)
                .with("events", "file:" + folder.resolve("events.jsonl"))
                .with("checkpoint-interval", "200ms")
                .with("parallelism", 2);

        try (MiniCluster cluster = RunningJob.cluster(folder, 2, PLAIN);
                FrameFeeder feeder = new FrameFeeder(TestBroker.servers(), topic, frames)) {
            RunningJob running = RunningJob.start(cluster, configuration, job.settings(), Optional.empty());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> running.facebanks().size() == 2);
            for (int sent = 0; sent < frames.size(); sent += 4) {
                feeder.sendUpTo(sent); // half a visit at a time: checkpoints fall into visits
                feeder.flush();
                Thread.sleep(60);
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            Long.parseLong(running.accumulators().getOrDefault("frames", "0")) >= frames.size() - 8);
            Thread.sleep(500);
            running.cancel();
        }

        List<byte[]> files = files(folder.resolve("checkpoints"));
        assertThat(count(files, "door".getBytes(UTF_8)))
                .as("the search finds what is there")
                .isPositive();
        Set<String> pieces = pieces(frames);
        assertThat(pieces).hasSizeGreaterThan(3_000);
        assertThat(found(files, pieces)).isEmpty();
        assertThat(count(files, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0}))
                .isZero();
        assertThat(largestCheckpoint()).isBetween(1L, FIXED_BYTES + CAMERAS.size() * CAMERA_BYTES + facebankBytes());
    }

    /** Pieces of the JPEGs and of the aligned crops that the detector takes from them, as it hands them on. */
    private static Set<String> pieces(List<VisitFrames.Frame> frames) throws IOException {
        Set<String> pieces = new HashSet<>();
        Set<byte[]> pictures =
                new HashSet<>(frames.stream().map(VisitFrames.Frame::jpeg).toList());
        try (FaceAnalyzer analyzer =
                FaceAnalyzer.open(ModelStore.defaultPack(), Device.CPU, AnalyzerOptions.defaults())) {
            for (byte[] jpeg : pictures) {
                addPieces(jpeg, jpeg.length / 2, pieces);
                try (Picture picture = PictureReader.decode(jpeg, "frame")) {
                    for (Face face : analyzer.analyze(picture)) {
                        for (int row = 20; row < 100; row++) {
                            addPieces(face.crop(), 3 * (row * Face.CROP_SIDE + 40), pieces);
                        }
                    }
                }
            }
        }
        return pieces;
    }

    private static void addPieces(byte[] bytes, int at, Set<String> pieces) {
        byte[] piece = Arrays.copyOfRange(bytes, at, at + PIECE);
        if (new HashSet<>(Arrays.asList(box(piece))).size() > 4) { // a plain ground could be anything
            pieces.add(text(piece));
        }
    }

    private static Byte[] box(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return boxed;
    }

    private static List<String> found(List<byte[]> files, Set<String> pieces) {
        List<String> found = new ArrayList<>();
        for (byte[] file : files) {
            String content = text(file);
            for (int at = 0; at + PIECE <= content.length(); at++) {
                if (pieces.contains(content.substring(at, at + PIECE))) {
                    found.add("at " + at + " of " + file.length);
                }
            }
        }
        return found;
    }

    private static long count(List<byte[]> files, byte[] wanted) {
        return files.stream().filter(file -> text(file).contains(text(wanted))).count();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> files(Path folder) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
        return files;
    }

    private long largestCheckpoint() throws IOException {
        long largest = 0;
        try (Stream<Path> all = Files.walk(folder.resolve("checkpoints"))) {
            for (Path chk : all.filter(path -> path.getFileName().toString().startsWith("chk-"))
                    .toList()) {
                long bytes = 0;
                try (Stream<Path> files = Files.walk(chk)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        bytes += Files.size(file);
                    }
                }
                largest = Math.max(largest, bytes);
            }
        }
        return largest;
    }

    /** Five people of one or two templates, 512 numbers of four bytes each, in both subtasks. */
    private static long facebankBytes() {
        return 2 * 5 * 2 * (512 * 4 + 512);
    }
}
