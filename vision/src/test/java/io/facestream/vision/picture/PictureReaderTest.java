package io.facestream.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facestream.vision.picture.PictureRefusedException.Reason;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
    @Test
    void aJpegIsReadAsBgr() throws Exception {
        try (Picture picture = PictureReader.decode(coded("jpg", quarters()), "a.jpg")) {
            assertThat(picture.width()).isEqualTo(64);
            assertThat(picture.height()).isEqualTo(32);
            assertThat(colour(picture, 8, 8)).isEqualTo("red");
            assertThat(colour(picture, 56, 8)).isEqualTo("green");
            assertThat(colour(picture, 8, 24)).isEqualTo("blue");
            assertThat(colour(picture, 56, 24)).isEqualTo("white");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".png", ".webp", ".bmp", ".ppm"})
    void otherFormatsComeOutTheSame(String extension) throws Exception {
        try (Picture original = PictureReader.decode(coded("png", quarters()), "a.png");
                Picture again = PictureReader.decode(Jpeg.encode(original, extension, 100), "a" + extension)) {
            assertThat(colour(again, 8, 8)).isEqualTo("red");
            assertThat(colour(again, 56, 24)).isEqualTo("white");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, red, green, blue, white",
        "2, green, red, white, blue",
        "3, white, blue, green, red",
        "4, blue, white, red, green",
        "5, red, blue, green, white",
        "6, blue, red, white, green",
        "7, white, green, blue, red",
        "8, green, white, red, blue"
    })
    void exifOrientationIsHonoured(
            int orientation, String topLeft, String topRight, String bottomLeft, String bottomRight) throws Exception {
        byte[] jpeg = withOrientation(coded("jpg", quarters()), orientation);
        try (Picture picture = PictureReader.decode(jpeg, "turned.jpg")) {
            int w = picture.width();
            int h = picture.height();
            assertThat(w).isEqualTo(orientation < 5 ? 64 : 32);
            assertThat(colour(picture, 5, 5)).isEqualTo(topLeft);
            assertThat(colour(picture, w - 6, 5)).isEqualTo(topRight);
            assertThat(colour(picture, 5, h - 6)).isEqualTo(bottomLeft);
            assertThat(colour(picture, w - 6, h - 6)).isEqualTo(bottomRight);
        }
    }

    @Test
    void greyAlphaAndSixteenBitsComeOutAsBgr() throws Exception {
        for (int type : new int[] {
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_BYTE_INDEXED
        }) {
            BufferedImage image = new BufferedImage(20, 10, type);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, 20, 10);
            graphics.dispose();
            try (Picture picture = PictureReader.decode(coded("png", image), "type " + type)) {
                assertThat(picture.bytes().remaining()).isEqualTo(600);
                assertThat(colour(picture, 10, 5)).isEqualTo("white");
            }
        }
    }

    @Test
    void cmykComesOutAsBgr() throws Exception {
        WritableRaster raster = Raster.createInterleavedRaster(0, 16, 16, 4, null);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                // red, stored inverted as Adobe and all who follow it do
                raster.setPixel(x, y, new int[] {255, 0, 0, 255});
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        try (Picture picture = PictureReader.decode(bytes.toByteArray(), "cmyk.jpg")) {
            assertThat(picture.width()).isEqualTo(16);
            assertThat(colour(picture, 8, 8)).isEqualTo("red");
        }
    }

    @Test
    void aPictureThatClaimsThirtyThousandSquaredIsRefusedUnseen() throws Exception {
        byte[] png = coded("png", quarters());
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        byte[] jpeg = coded("jpg", quarters());
        int frame = indexOf(jpeg, 0xc0);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 30_000).putShort(frame + 7, (short) 30_000);
        byte[] bmp = coded("bmp", quarters());
        ByteBuffer.wrap(bmp)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(18, 30_000)
                .putInt(22, -30_000);
        byte[] pgm = "P5 30000 30000 255\n".getBytes(StandardCharsets.US_ASCII);
        for (byte[] bomb : new byte[][] {png, jpeg, bmp, pgm}) {
            PictureRefusedException refused = refusal(bomb, "bomb");
            assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
            assertThat(refused).hasMessage("bomb: 30000 x 30000 pixels (expected: at most 64 megapixels)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp"})
    void aCutFileIsRefused(String format) throws Exception {
        byte[] whole = coded(format, quarters());
        for (int part = 1; part <= 9; part++) {
            byte[] cut = Arrays.copyOf(whole, whole.length * part / 10);
            assertThat(refusal(cut, "cut").reason())
                    .as("%s, %d tenths", format, part)
                    .isIn(Reason.TRUNCATED, Reason.CORRUPT);
        }
    }

    @Test
    void aCutWebpAndACutPgmAreRefused() throws Exception {
        try (Picture picture = PictureReader.decode(coded("png", quarters()), "a.png")) {
            byte[] webp = Jpeg.encode(picture, ".webp", 80);
            assertThat(refusal(Arrays.copyOf(webp, webp.length / 2), "cut").reason())
                    .isEqualTo(Reason.TRUNCATED);
            byte[] ppm = Jpeg.encode(picture, ".ppm", 80);
            assertThat(refusal(Arrays.copyOf(ppm, ppm.length / 2), "cut").reason())
                    .isEqualTo(Reason.TRUNCATED);
        }
    }

    @Test
    void aJpegWhoseContentIsNoiseIsRefusedOrDecodedButNeverCrashes() throws Exception {
        java.util.Random random = new java.util.Random(5);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = coded(round % 2 == 0 ? "jpg" : "png", quarters());
            for (int i = 0; i < 8; i++) {
                bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
            }
            try (Picture picture = PictureReader.decode(bytes, "noise")) {
                assertThat((long) picture.width() * picture.height()).isLessThanOrEqualTo(PictureReader.MAX_PIXELS);
            } catch (PictureRefusedException e) {
                assertThat(e.getMessage())
                        .startsWith("noise: ")
                        .contains("(expected: ")
                        .doesNotContain("\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftypheic, UNSUPPORTED_FORMAT, heif-convert",
        "ftypmif1, UNSUPPORTED_FORMAT, heif-convert",
        "ftypavif, UNSUPPORTED_FORMAT, AVIF",
        "ftypisom, UNSUPPORTED_FORMAT, --source"
    })
    void containersAreRefusedWithAHint(String type, Reason reason, String hint) {
        PictureRefusedException refused =
                refusal(("\0\0\0\u0018" + type + "\0\0\0\0rest of it").getBytes(StandardCharsets.ISO_8859_1), "x");
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageContaining(hint).hasMessageContaining("(expected: JPEG, PNG or WebP)");
    }

    @Test
    void textAndOtherDocumentsAreRefused() {
        assertThat(refusal("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8), "a")
                        .reason())
                .isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(refusal("%PDF-1.7 \u00ff\u00d8\u00ff".getBytes(StandardCharsets.ISO_8859_1), "a")
                        .reason())
                .isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(refusal("Pablo is not a picture".getBytes(StandardCharsets.UTF_8), "a")
                        .reason())
                .isEqualTo(Reason.NOT_A_PICTURE);
        assertThat(refusal(new byte[0], "a").reason()).isEqualTo(Reason.EMPTY);
        assertThat(refusal(new byte[] {1}, "a")).hasMessage("a: starts with 0x01 (expected: JPEG, PNG or WebP)");
    }

    @Test
    void whatFollowsThePictureIsNotGivenToADecoder() throws Exception {
        byte[] jpeg = coded("jpg", quarters());
        byte[] polyglot = Arrays.copyOf(jpeg, jpeg.length + 1000);
        System.arraycopy("PK\3\4".getBytes(StandardCharsets.ISO_8859_1), 0, polyglot, jpeg.length, 4);
        assertThat(PictureReader.check(polyglot, "zip.jpg").end()).isEqualTo(jpeg.length);
        try (Picture picture = PictureReader.decode(polyglot, "zip.jpg")) {
            assertThat(colour(picture, 8, 8)).isEqualTo("red");
        }
    }

    @Test
    void aMissingFileIsRefusedByName(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("nobody.jpg");
        PictureRefusedException refused =
                catchThrowableOfType(PictureRefusedException.class, () -> PictureReader.read(file));
        assertThat(refused.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(refused).hasMessageContaining("nobody.jpg");
        Files.write(file, coded("jpg", quarters()));
        try (Picture picture = PictureReader.read(file)) {
            assertThat(picture.width()).isEqualTo(64);
        }
    }

    @Test
    void aFrameDecoderFillsTheSamePictureAgain() throws Exception {
        byte[] first = coded("jpg", quarters());
        byte[] second = withOrientation(first, 3);
        byte[] upright = withOrientation(first, 6);
        try (FrameDecoder decoder = new FrameDecoder()) {
            Picture picture = decoder.decode(first, "frame");
            assertThat(colour(picture, 8, 8)).isEqualTo("red");
            for (int i = 0; i < 10; i++) {
                assertThat(decoder.decode(first, "frame")).isSameAs(picture);
            }
            assertThat(colour(decoder.decode(second, "frame"), 8, 8)).isEqualTo("white");
            assertThat(decoder.decode(upright, "frame").width()).isEqualTo(32);
        }
    }

    private static PictureRefusedException refusal(byte[] bytes, String name) {
        return catchThrowableOfType(PictureRefusedException.class, () -> PictureReader.decode(bytes, name));
    }

    private static BufferedImage quarters() {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 32, 16);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(32, 0, 32, 16);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 16, 32, 16);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(32, 16, 32, 16);
        graphics.dispose();
        return image;
    }

    private static byte[] coded(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.putShort((short) 0xffe1).putShort((short) 34);
        exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0);
        return ByteBuffer.allocate(jpeg.length + 36)
                .put(jpeg, 0, 2)
                .put(exif.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static int indexOf(byte[] jpeg, int marker) {
        for (int i = 0; ; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) marker) {
                return i;
            }
        }
    }

    private static String colour(Picture picture, int x, int y) {
        int at = 3 * (y * picture.width() + x);
        boolean blue = (picture.bytes().get(at) & 0xff) > 128;
        boolean green = (picture.bytes().get(at + 1) & 0xff) > 128;
        boolean red = (picture.bytes().get(at + 2) & 0xff) > 128;
        if (red && green && blue) {
            return "white";
        }
        return red && !green && !blue
                ? "red"
                : green && !red && !blue ? "green" : blue && !red && !green ? "blue" : "other";
    }
}
