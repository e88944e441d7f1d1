package io.facestream.ingest.grab;

import static io.facestream.ingest.grab.GrabberFiles.framesFrom;
import static io.facestream.ingest.grab.GrabberFiles.open;
import static io.facestream.ingest.grab.GrabberFiles.openAndClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.video.VideoWriter;
import io.facestream.vision.TestData;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegGrabberIT {
    @TempDir
    Path folder;

    @Test
    void everyFrameOfAFileIsDecodedAtItsPosition() throws Exception {
        try (FrameGrabber grabber = open(TestData.shared("video/scenes/real1.mp4"))) {
            assertThat(grabber.durationMillis()).isEqualTo(30_000);
            List<Long> positions = new ArrayList<>();
            while (grabber.decode()) {
                positions.add(grabber.mediaTimeMillis());
                assertThat(grabber.width()).isEqualTo(1280);
                assertThat(grabber.height()).isEqualTo(720);
            }
            assertThat(positions).hasSize(750).startsWith(0L, 40L, 80L).endsWith(29_960L);
            assertThat(grabber.timestampsRepaired()).isZero();
            assertThat(grabber.decodeErrors()).isZero();
        }
    }

    @Test
    void afterASeekEveryFrameIsTheSameAsWithoutIt() throws Exception {
        // has B frames and key frames far apart
        Path file = TestData.shared("video/clips/d9.mp4");
        List<String> whole;
        try (FrameGrabber grabber = open(file)) {
            whole = framesFrom(grabber, 0);
        }
        for (long start : new long[] {1, 5_000, 9_967, 15_000, 19_500}) {
            try (FrameGrabber grabber = open(file)) {
                grabber.seek(start);
                List<String> expected = whole.stream()
                        .filter(frame -> Long.parseLong(frame.split(" ")[0]) >= start)
                        .toList();
                assertThat(framesFrom(grabber, start)).as("from %d ms", start).isEqualTo(expected);
            }
        }
    }

    @Test
    void coloursSurviveWritingAndReading() throws Exception {
        Path file = folder.resolve("colours.mp4");
        int[][] colours = {{200, 40, 30}, {40, 180, 60}, {30, 60, 210}, {128, 128, 128}};
        // neither a multiple of 16 nor even: 70 x 50 is what arrives
        try (VideoWriter writer = VideoWriter.create(file, 71, 51);
                Picture picture = Picture.allocate(71, 51)) {
            for (int i = 0; i < 40; i++) {
                fill(picture, colours[i / 10]);
                writer.write(picture, i * 100L + (i % 2) * 7L);
            }
        }
        try (FrameGrabber grabber = open(file);
                Picture full = Picture.allocate(70, 50);
                Picture half = Picture.allocate(35, 25)) {
            for (int i = 0; i < 40; i++) {
                assertThat(grabber.decode()).isTrue();
                assertThat(grabber.mediaTimeMillis()).isEqualTo(i * 100L + (i % 2) * 7L);
                grabber.convert(full);
                grabber.convert(half);
                assertColour(full, colours[i / 10]);
                assertColour(half, colours[i / 10]);
            }
            assertThat(grabber.decode()).isFalse();
        }
    }

    @Test
    void anAddressThatNobodyAnswersIsSaidWithoutItsPassword() {
        CameraSpec camera = CameraSpec.parse("rtsp://admin:s3cret@127.0.0.1:9/stream");
        assertThatThrownBy(() -> openAndClose(camera))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("rtsp://***@127.0.0.1:9/stream: connection refused")
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("admin");
    }

    @Test
    void rotationOfAPhoneIsHonoured() throws Exception {
        // an MP4 whose track header turns the picture: the matrix of a quarter turn clockwise, put in place of the
        // identity
        Path file = folder.resolve("phone.mp4");
        try (VideoWriter writer = VideoWriter.create(file, 64, 32);
                Picture picture = Picture.allocate(64, 32)) {
            for (int i = 0; i < 5; i++) {
                fill(picture, new int[] {20, 20, 20});
                fillLeftHalf(picture, new int[] {220, 220, 220});
                writer.write(picture, i * 40L);
            }
        }
        turnTrack(file);
        try (FrameGrabber grabber = open(file)) {
            assertThat(grabber.decode()).isTrue();
            assertThat(grabber.width()).isEqualTo(32);
            assertThat(grabber.height()).isEqualTo(64);
            try (Picture upright = Picture.allocate(32, 64)) {
                grabber.convert(upright);
                // what was left is up after a turn to the right
                assertThat(upright.bytes().get(3 * (10 * 32 + 16)) & 0xff).isGreaterThan(190);
                assertThat(upright.bytes().get(3 * (54 * 32 + 16)) & 0xff).isLessThan(60);
            }
        }
    }

    private static void turnTrack(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        int matrix = content.indexOf("tkhd") + 4 + 40;
        ByteBuffer header = ByteBuffer.wrap(bytes);
        assertThat(header.getInt(matrix)).isEqualTo(1 << 16);
        int[] quarterTurn = {0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30};
        for (int i = 0; i < quarterTurn.length; i++) {
            header.putInt(matrix + 4 * i, quarterTurn[i]);
        }
        Files.write(file, bytes);
    }

    private static void fill(Picture picture, int[] bgr) {
        ByteBuffer pixels = picture.bytes();
        for (int i = 0; i < pixels.capacity(); i++) {
            pixels.put(i, (byte) bgr[i % 3]);
        }
    }

    private static void fillLeftHalf(Picture picture, int[] bgr) {
        ByteBuffer pixels = picture.bytes();
        for (int i = 0; i < pixels.capacity(); i++) {
            if (i / 3 % picture.width() < picture.width() / 2) {
                pixels.put(i, (byte) bgr[i % 3]);
            }
        }
    }

    private static void assertColour(Picture picture, int[] bgr) {
        ByteBuffer pixels = picture.bytes();
        for (int i = 0; i < pixels.capacity(); i++) {
            assertThat(pixels.get(i) & 0xff).as("byte %d", i).isBetween(bgr[i % 3] - 20, bgr[i % 3] + 20);
        }
    }
}
