package io.facestream.job.frames;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** The same picture in forms that cameras and programs really send, made without the decoder under test. */
final class OddPictures {
    private OddPictures() {}

    static byte[] grey(byte[] jpeg) throws IOException {
        return coded("jpg", drawn(read(jpeg), BufferedImage.TYPE_BYTE_GRAY));
    }

    static byte[] transparent(byte[] jpeg) throws IOException {
        return coded("png", drawn(read(jpeg), BufferedImage.TYPE_4BYTE_ABGR));
    }

    /** Inks stored inverted, as Adobe and all who follow it do. */
    static byte[] cmyk(byte[] jpeg) throws IOException {
        BufferedImage image = read(jpeg);
        WritableRaster raster = Raster.createInterleavedRaster(0, image.getWidth(), image.getHeight(), 4, null);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                raster.setPixel(x, y, new int[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, 255});
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
        return bytes.toByteArray();
    }

    /** Lying on its side, with the EXIF entry that says so. */
    static byte[] turned(byte[] jpeg) throws IOException {
        BufferedImage image = read(jpeg);
        BufferedImage side = new BufferedImage(image.getHeight(), image.getWidth(), BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                side.setRGB(y, image.getWidth() - 1 - x, image.getRGB(x, y));
            }
        }
        byte[] coded = coded("jpg", side);
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.putShort((short) 0xffe1).putShort((short) 34);
        exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) 6).putShort((short) 0).putInt(0);
        return ByteBuffer.allocate(coded.length + 36)
                .put(coded, 0, 2)
                .put(exif.array())
                .put(coded, 2, coded.length - 2)
                .array();
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static BufferedImage drawn(BufferedImage image, int type) {
        BufferedImage drawn = new BufferedImage(image.getWidth(), image.getHeight(), type);
        Graphics2D graphics = drawn.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return drawn;
    }

    private static byte[] coded(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException(format + ": no writer");
        }
        return bytes.toByteArray();
    }
}
