package io.facestream.job.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.job.embed.ShotEmbedding;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.Counts;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservedFace;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.job.track.Tracker;
import io.facestream.job.track.TrackerOptions;
import io.facestream.job.track.TrackerState;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.TestData;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Frames with hundreds of faces, with none, and with a face that the edge cuts; two faces that match one person: {@code IdentifierTest}. Real
 * faces, the models of every run.
 */
@Timeout(120)
class R13FacesInAFrameIT {
    private static final int TILE = 96;
    private static final int COLUMNS = 20;
    private static final int ROWS = 15;

    private static FaceAnalyzer analyzer;

    @BeforeAll
    static void open() {
        analyzer = FaceAnalyzer.open(new ModelChoice("").open(), Device.CPU, AnalyzerOptions.defaults());
    }

    @AfterAll
    static void close() {
        analyzer.close();
    }

    @Test
    void threeHundredFacesAreEachTrackedEmbeddedOnceAndCounted() throws Exception {
        try (Picture crowd = crowd();
                FaceEmbedder embedder = FaceEmbedder.open(new ModelChoice("").open(), Device.CPU)) {
            Observation seen = observe(0, crowd);
            assertThat(seen.faces()).as("300 and those behind them").hasSizeBetween(290, 340);
            Tracker tracker = new Tracker(TrackerOptions.defaults());
            Tracker.Step first = tracker.step(TrackerState.EMPTY, seen);
            Set<String> tracks = new HashSet<>();
            first.frame().faces().forEach(face -> tracks.add(face.trackId()));
            assertThat(tracks).as("a track each").hasSameSizeAs(seen.faces());
            List<Embedding> embeddings = embedder.embed(ShotEmbedding.crops(first.frame()));
            TrackedFrame embedded = ShotEmbedding.apply(first.frame(), embeddings, 2.2f);
            assertThat(embedded.faces().stream().filter(TrackedFace::isEmbedded))
                    .hasSizeGreaterThan(200);
            assertThat(embedded.counts().get(Counts.FACES_DETECTED))
                    .as("detected = refused + embedded + passed over")
                    .isEqualTo(sum(embedded, Counts.FACES_REFUSED)
                            + sum(embedded, Counts.FACES_EMBEDDED)
                            + sum(embedded, Counts.FACES_PASSED_OVER));

            Tracker.Step second = tracker.step(first.state(), observe(120, crowd));
            assertThat(second.frame().faces())
                    .as("the same picture again: everybody keeps the track")
                    .extracting(TrackedFace::trackId)
                    .containsExactlyElementsOf(first.frame().faces().stream()
                            .map(TrackedFace::trackId)
                            .toList());
        }
    }

    @Test
    void aFaceThatTheEdgeCutsIsSeenAndNotEmbedded() throws Exception {
        Path photo = photos().get(0);
        try (Picture whole = PictureReader.read(photo)) {
            ObservedFace face = observe(0, whole).faces().get(0);
            assertThat(face.refusal()).isEqualTo(FaceRefusal.NONE);
            int cut = Math.round(face.x() + face.width() * 0.4f);
            try (Picture half = withoutLeft(whole, cut)) {
                assertThat(observe(0, half).faces()).allSatisfy(rest -> {
                    assertThat(rest.refusal()).isEqualTo(FaceRefusal.CUT_OFF);
                    assertThat(rest.crop()).isEmpty();
                });
            }
        }
    }

    @Test
    void aFrameWithoutAFaceIsAnObservationToo() {
        try (Picture grey = Picture.allocate(640, 360)) {
            ByteBuffer pixels = grey.bytes();
            while (pixels.hasRemaining()) {
                pixels.put((byte) 128);
            }
            Observation seen = observe(0, grey);
            assertThat(seen.faces()).isEmpty();
            assertThat(seen.counts()).doesNotContainKey(Counts.FACES_DETECTED);
        }
    }

    @Test
    void aFrameOfOnePixelHasNone() {
        try (Picture tiny = Picture.allocate(1, 1)) {
            assertThat(observe(0, tiny).faces()).isEmpty();
        }
    }

    private static Observation observe(long at, Picture picture) {
        List<Face> faces = analyzer.analyze(picture);
        return Observations.frame(new Frame("cam", at, at, at / 120, picture, FrameCounts.NONE), faces);
    }

    private static long sum(TrackedFrame frame, String prefix) {
        return frame.counts().entrySet().stream()
                .filter(count -> count.getKey().startsWith(prefix))
                .mapToLong(java.util.Map.Entry::getValue)
                .sum();
    }

    private static List<Path> photos() throws Exception {
        try (Stream<Path> files = Files.walk(TestData.shared("lfw/raw-250-fold8"))) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    private static Picture crowd() throws Exception {
        List<Path> photos = new ArrayList<>(photos());
        Picture crowd = Picture.allocate(COLUMNS * TILE, ROWS * TILE);
        ByteBuffer target = crowd.bytes();
        for (int tile = 0; tile < COLUMNS * ROWS; tile++) {
            try (Picture photo = PictureReader.read(photos.get(tile));
                    Picture small = photo.scaled(TILE, TILE)) {
                byte[] row = new byte[TILE * 3];
                ByteBuffer source = small.bytes();
                for (int y = 0; y < TILE; y++) {
                    source.position(y * TILE * 3).get(row);
                    int at = ((tile / COLUMNS * TILE + y) * crowd.width() + tile % COLUMNS * TILE) * 3;
                    target.position(at).put(row);
                }
            }
        }
        return crowd;
    }

    private static Picture withoutLeft(Picture whole, int columns) {
        Picture rest = Picture.allocate(whole.width() - columns, whole.height());
        byte[] row = new byte[rest.width() * 3];
        ByteBuffer source = whole.bytes();
        ByteBuffer target = rest.bytes();
        for (int y = 0; y < whole.height(); y++) {
            source.position((y * whole.width() + columns) * 3).get(row);
            target.put(row);
        }
        return rest;
    }
}
