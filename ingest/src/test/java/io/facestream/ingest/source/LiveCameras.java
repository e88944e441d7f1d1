package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraOptions;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.video.VideoWriter;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/** What the tests of live cameras have in common. */
final class LiveCameras {
    private LiveCameras() {}

    /** A minute of moving noise. */
    static Path film(Path folder) throws IOException {
        return film(folder.resolve("film.mp4"), 160, 120, 60 * 25);
    }

    static Path film(Path file, int width, int height, int frames) throws IOException {
        try (VideoWriter writer = VideoWriter.create(file, width, height);
                Picture picture = Picture.allocate(width, height)) {
            ByteBuffer pixels = picture.bytes();
            for (int frame = 0; frame < frames; frame++) {
                for (int i = 0; i < pixels.capacity(); i += 7) {
                    pixels.put(i, (byte) (frame * 3 + i));
                }
                writer.write(picture, frame * 40L);
            }
        }
        return file;
    }

    static CameraSpec camera(String id, String uri) {
        return CameraSpec.parse(id + "=" + uri);
    }

    /** A camera whose watchdog waits two seconds only. */
    static CameraSpec impatient(String id, String uri) {
        return camera(id, uri)
                .withOptions(CameraOptions.defaults()
                        .withStallTimeout(Duration.ofSeconds(2))
                        .withOpenTimeout(Duration.ofSeconds(2)));
    }

    static ReaderRun run(CameraSpec... cameras) throws Exception {
        return run(CameraSource.of(List.of(cameras)).build(), cameras);
    }

    static ReaderRun run(CameraSource source, CameraSpec... cameras) throws Exception {
        return ReaderRun.of(
                source, List.of(cameras).stream().map(CameraSpec::id).toArray(String[]::new));
    }

    static Predicate<CameraItem> is(State state) {
        return item -> item instanceof CameraStatus status && status.state() == state;
    }

    static double secondsUntil(ReaderRun run, Predicate<CameraItem> item) throws Exception {
        long start = System.nanoTime();
        run.until(item);
        return (System.nanoTime() - start) / 1e9;
    }

    static CameraItem last(ReaderRun run) {
        return run.items.get(run.items.size() - 1);
    }

    static String reason(ReaderRun run) {
        return ((CameraStatus) last(run)).reason();
    }

    static List<State> states(ReaderRun run) {
        return run.items.stream()
                .filter(CameraStatus.class::isInstance)
                .map(item -> ((CameraStatus) item).state())
                .toList();
    }

    static Path ffmpeg(Path result, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        command.add(result.toString());
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return result;
            }
        } catch (IOException e) {
            return Assumptions.abort("no ffmpeg on the path (needs the package ffmpeg)");
        }
        throw new AssertionError("ffmpeg failed: " + command);
    }

    /** The video as an endless camera's file. */
    static Path transportStream(Path video, Path result) throws Exception {
        return ffmpeg(result, "-i", video.toString(), "-an", "-c", "copy", "-f", "mpegts");
    }
}
