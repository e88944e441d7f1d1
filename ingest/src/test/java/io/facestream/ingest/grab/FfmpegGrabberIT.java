package io.facestream.ingest.grab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.video.VideoWriter;
import io.facestream.vision.TestData;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
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
    void aFileThatIsNotAVideoIsRefusedInOneLine() throws Exception {
        Path text = Files.writeString(folder.resolve("a.mp4"), "not a video at all");
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        assertFailure(text, Reason.UNREADABLE, "not a video");
        assertFailure(empty, Reason.UNREADABLE, "0 bytes");
        assertFailure(folder.resolve("absent.mp4"), Reason.NOT_FOUND, "no such file");
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

    @Test
    void aPlaylistThatNamesALocalFileIsRefused() throws Exception {
        Path clip = TestData.shared("video/clips/d12.mp4");
        Path concat = Files.writeString(folder.resolve("a.ffconcat"), "ffconcat version 1.0\nfile '" + clip + "'\n");
        Path hls = Files.writeString(
                folder.resolve("a.m3u8"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n" + clip + "\n#EXT-X-ENDLIST\n");
        assertFailure(concat, Reason.FORBIDDEN, "no playlist");
        assertFailure(hls, Reason.FORBIDDEN, "no playlist");
    }

    @Test
    void aLinkLocalAddressIsRefusedUnlessAllowed() {
        CameraSpec camera = CameraSpec.parse("http://169.254.169.254/latest/meta-data");
        assertThatThrownBy(() -> openAndClose(camera))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("169.254.169.254 is link-local");
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
    void aStreamMayChangeItsSizeAndHaveNoTimestamps() throws Exception {
        Path both = folder.resolve("both.h264");
        for (int width : new int[] {160, 320}) {
            Path part = folder.resolve(width + ".mp4");
            try (VideoWriter writer = VideoWriter.create(part, width, 96);
                    Picture picture = Picture.allocate(width, 96)) {
                fill(picture, new int[] {30, 60, 210});
                for (int i = 0; i < 10; i++) {
                    writer.write(picture, i * 40L);
                }
            }
            Path raw = folder.resolve(width + ".h264");
            ffmpeg("-i", part.toString(), "-c", "copy", "-f", "h264", raw.toString());
            Files.write(both, Files.readAllBytes(raw), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        try (FrameGrabber grabber = open(both)) {
            List<Integer> widths = new ArrayList<>();
            List<Long> positions = new ArrayList<>();
            while (grabber.decode()) {
                widths.add(grabber.width());
                positions.add(grabber.mediaTimeMillis());
                try (Picture picture = Picture.allocate(grabber.width(), grabber.height())) {
                    grabber.convert(picture);
                    assertColour(picture, new int[] {30, 60, 210});
                }
            }
            assertThat(widths).hasSize(20).startsWith(160).endsWith(320);
            assertThat(positions).isSorted().doesNotHaveDuplicates();
        }
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

    private static void ffmpeg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (IOException e) {
            Assumptions.abort("no ffmpeg on the path (needs the package ffmpeg)");
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

    private static void assertFailure(Path file, Reason reason, String text) {
        assertThatThrownBy(() -> openAndClose(CameraSpec.parse(file.toString())))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining(text)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("\n")
                .asInstanceOf(InstanceOfAssertFactories.type(CameraException.class))
                .returns(reason, CameraException::reason);
    }

    private static void openAndClose(CameraSpec camera) throws CameraException {
        try (FrameGrabber grabber = FrameGrabber.of(camera)) {
            grabber.open();
        }
    }

    private static FrameGrabber open(Path file) throws CameraException {
        FrameGrabber grabber = FrameGrabber.of(CameraSpec.parse(file.toString()));
        try {
            grabber.open();
            return grabber;
        } catch (CameraException e) {
            grabber.close();
            throw e;
        }
    }

    /** Position and checksum of each frame at or after a position. */
    private static List<String> framesFrom(FrameGrabber grabber, long start) throws CameraException {
        List<String> frames = new ArrayList<>();
        while (grabber.decode()) {
            if (grabber.mediaTimeMillis() < start) {
                continue;
            }
            try (Picture picture = Picture.allocate(grabber.width(), grabber.height())) {
                grabber.convert(picture);
                CRC32 checksum = new CRC32();
                checksum.update(picture.bytes());
                frames.add(grabber.mediaTimeMillis() + " " + checksum.getValue());
            }
        }
        return frames;
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
