package io.facestream.ingest.source;

import static io.facestream.ingest.source.LiveCameras.camera;
import static io.facestream.ingest.source.LiveCameras.film;
import static io.facestream.ingest.source.LiveCameras.is;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.grab.FrameGrabber;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera that is not there when the others start. */
@Timeout(120)
class R01CameraAbsentIT {
    private static final ConcurrentLinkedQueue<Long> TRIES = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    @Test
    void theOthersStartTheAbsentOneIsSaidToBeDownAndComesWhenItsServerDoes() throws Exception {
        Path video = film(folder);
        TRIES.clear();
        try (RtspServer here = RtspServer.ofFiles("cam=" + video);
                RtspServer later = RtspServer.ofFiles("cam=" + video)) {
            later.kill();
            CameraSpec present = camera("present", here.url("cam"));
            CameraSpec absent = camera("absent", later.url("cam"));
            CameraSource source = CameraSource.of(List.of(present, absent))
                    .grabbers(spec -> {
                        if (spec.id().equals("absent")) {
                            TRIES.add(System.nanoTime());
                        }
                        return FrameGrabber.of(spec);
                    })
                    .build();
            try (ReaderRun run = LiveCameras.run(source, present, absent)) {
                run.until(item -> item instanceof Frame && item.cameraId().equals("present"));
                for (int ticks = 0; ticks < 8; ticks++) {
                    run.until(is(State.TICK));
                }
                List<CameraItem> said = of(run, "absent");
                assertThat(said.get(0)).isInstanceOfSatisfying(CameraStatus.class, down -> {
                    assertThat(down.state()).isEqualTo(State.DOWN);
                    assertThat(down.reason()).contains("connection refused");
                });
                assertThat(said).filteredOn(is(State.DOWN)).as("said once").hasSize(1);
                assertThat(seconds(new ArrayList<>(TRIES)))
                        .as("seconds between tries")
                        .startsWith(1L, 2L, 4L);
                assertThat(run.items)
                        .filteredOn(
                                item -> item instanceof Frame && item.cameraId().equals("present"))
                        .as("frames of the other in 8 s")
                        .hasSizeGreaterThan(50);

                later.restart();
                assertThat(LiveCameras.secondsUntil(run, is(State.UP))).isLessThan(5);
                assertThat(of(run, "absent")).noneMatch(is(State.GAP));
                run.until(item -> item instanceof Frame && item.cameraId().equals("absent"));
            }
        }
    }

    private static List<CameraItem> of(ReaderRun run, String cameraId) {
        return run.items.stream()
                .filter(item -> item.cameraId().equals(cameraId))
                .toList();
    }

    private static List<Long> seconds(List<Long> nanos) {
        List<Long> between = new ArrayList<>();
        for (int i = 1; i < nanos.size(); i++) {
            between.add(Math.round((nanos.get(i) - nanos.get(i - 1)) / 1e9));
        }
        return between;
    }
}
