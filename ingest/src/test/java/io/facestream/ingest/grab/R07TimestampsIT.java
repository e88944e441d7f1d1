package io.facestream.ingest.grab;

import static io.facestream.ingest.grab.GrabberFiles.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.video.VideoWriter;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real streams whose timestamps jump back or are missing: positions increase nevertheless, and every repair is counted. */
class R07TimestampsIT {
    @TempDir
    Path folder;

    @Test
    void aStreamThatStartsAgainInTheMiddleGoesOn() throws Exception {
        Path part = ffmpeg(folder.resolve("part.ts"), "-i", video().toString(), "-c", "copy", "-f", "mpegts");
        Path twice = folder.resolve("twice.ts");
        for (int i = 0; i < 2; i++) {
            Files.write(twice, Files.readAllBytes(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        try (FrameGrabber grabber = open(twice)) {
            assertThat(positions(grabber))
                    .hasSize(40)
                    .startsWith(0L, 40L, 80L)
                    .endsWith(1_520L, 1_560L)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(grabber.timestampsRepaired()).isEqualTo(1);
        }
    }

    @Test
    void aStreamWithoutTimestampsIsPacedByItsFrameRate() throws Exception {
        Path raw = ffmpeg(folder.resolve("raw.h264"), "-i", video().toString(), "-c", "copy", "-f", "h264");
        try (FrameGrabber grabber = open(raw)) {
            assertThat(positions(grabber)).hasSize(20).isSorted().doesNotHaveDuplicates();
            assertThat(grabber.timestampsRepaired()).isPositive();
        }
    }

    private Path video() throws IOException {
        Path file = folder.resolve("video.mp4");
        try (VideoWriter writer = VideoWriter.create(file, 160, 96);
                Picture picture = Picture.allocate(160, 96)) {
            for (int i = 0; i < 20; i++) {
                paint(picture, i);
                writer.write(picture, i * 40L);
            }
        }
        return file;
    }

    /** What memory happens to hold would make another file each time. */
    private static void paint(Picture picture, int frame) {
        ByteBuffer bytes = picture.bytes();
        for (int at = 0; bytes.hasRemaining(); at++) {
            bytes.put((byte) (at / 3 % 160 + 3 * frame));
        }
    }

    private static List<Long> positions(FrameGrabber grabber) throws IOException {
        List<Long> positions = new ArrayList<>();
        while (grabber.decode()) {
            positions.add(grabber.mediaTimeMillis());
        }
        return positions;
    }

    private static Path ffmpeg(Path result, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        command.add(result.toString());
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return result;
        } catch (IOException e) {
            return Assumptions.abort("no ffmpeg on the path (needs the package ffmpeg)");
        }
    }
}
