package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera whose picture gets another size while it runs, as when somebody changes its settings. */
@Timeout(60)
class R06ResolutionChangeIT {
    @TempDir
    private Path folder;

    @Test
    void anRtspStreamGoesOnInItsNewSizeAndBack() throws Exception {
        Path both = folder.resolve("both.ts");
        for (int width : new int[] {160, 320}) {
            Path part = LiveCameras.film(folder.resolve(width + ".mp4"), width, 96, 50);
            Path stream = LiveCameras.transportStream(part, folder.resolve(width + ".ts"));
            Files.write(both, Files.readAllBytes(stream), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        try (RtspServer server = RtspServer.endless("cam=" + both);
                ReaderRun run = LiveCameras.run(CameraSpec.parse("cam=" + server.url("cam")))) {
            run.until(hasWidth(run, 160)).until(hasWidth(run, 320)).until(hasWidth(run, 160));
            assertThat(run.items).filteredOn(CameraStatus.class::isInstance).hasSize(1);
            assertThat(run.items).extracting(CameraItem::atMillis).isSorted();
        }
    }

    @Test
    void aFileThatChangesItsSizeIsReadWhole() throws Exception {
        Path both = folder.resolve("both.h264");
        for (int width : new int[] {160, 320}) {
            Path part = LiveCameras.film(folder.resolve(width + ".mp4"), width, 96, 12);
            Path raw = LiveCameras.ffmpeg(
                    folder.resolve(width + ".h264"), "-i", part.toString(), "-c", "copy", "-f", "h264");
            Files.write(both, Files.readAllBytes(raw), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        List<Integer> widths = new ArrayList<>();
        try (ReaderRun run = LiveCameras.run(CameraSpec.parse("cam=" + both)).toEnd()) {
            run.items.stream()
                    .filter(Frame.class::isInstance)
                    .forEach(item -> widths.add(run.widths.get((Frame) item)));
        }
        assertThat(widths).containsExactly(160, 160, 160, 160, 320, 320, 320, 320);
    }

    private static java.util.function.Predicate<CameraItem> hasWidth(ReaderRun run, int width) {
        return item -> item instanceof Frame frame && run.widths.get(frame) == width;
    }
}
