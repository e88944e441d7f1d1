package io.facestream.ingest.grab;

import static io.facestream.ingest.grab.GrabberFiles.assertRefused;
import static io.facestream.ingest.grab.GrabberFiles.framesFrom;
import static io.facestream.ingest.grab.GrabberFiles.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.vision.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that break off, are damaged, empty or no video. What a job makes of them: {@code CameraSourceIT} and {@code FaceJobIT}. */
class R08CorruptFilesIT {
    @TempDir
    Path folder;

    @Test
    void aFileThatIsNotAVideoIsRefusedInOneLine() throws Exception {
        Path text = Files.writeString(folder.resolve("a.mp4"), "not a video at all");
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        assertRefused(text, Reason.UNREADABLE, "not a video");
        assertRefused(empty, Reason.UNREADABLE, "0 bytes");
        assertRefused(folder.resolve("absent.mp4"), Reason.NOT_FOUND, "no such file");
    }

    @Test
    void aTruncatedFileIsRefusedOrGivesWhatItHas() throws Exception {
        byte[] whole = Files.readAllBytes(TestData.shared("video/clips/d12.mp4"));
        for (int part = 1; part < 10; part++) {
            Path file = Files.write(folder.resolve(part + ".mp4"), Arrays.copyOf(whole, whole.length * part / 10));
            try (FrameGrabber grabber = open(file)) {
                assertThat(framesFrom(grabber, 0).size()).isLessThan(183);
            } catch (CameraException e) {
                assertThat(e).hasMessageContaining("not a video, or one that breaks off");
            }
        }
    }

    @Test
    void corruptBytesAreCountedAndTheRestIsRead() throws Exception {
        byte[] bytes = Files.readAllBytes(TestData.shared("video/clips/d12.mp4"));
        for (int at = bytes.length / 3; at < bytes.length / 2; at += 97) {
            bytes[at] ^= 0x5a;
        }
        Path file = Files.write(folder.resolve("corrupt.mp4"), bytes);
        try (FrameGrabber grabber = open(file)) {
            assertThat(framesFrom(grabber, 0)).hasSizeGreaterThan(100);
            assertThat(grabber.decodeErrors()).isPositive();
        }
    }
}
