package io.facestream.vision.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.facestream.vision.picture.PictureRefusedException.Reason;
import java.util.Locale;

/** The formats that are read, and the names of those that are recognised and refused, told by the first bytes alone. */
enum PictureFormat {
    JPEG,
    PNG,
    WEBP,
    BMP,
    PNM;

    private static final String EXPECTED = " (expected: JPEG, PNG or WebP)";

    /** Format of the bytes; refuses what none of the decoders is meant for. */
    static PictureFormat of(byte[] bytes, String name) throws PictureRefusedException {
        String head = new String(bytes, 0, Math.min(bytes.length, 256), ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (head.startsWith("BM") && head.length() >= 26) {
            return BMP;
        }
        if (head.length() > 2
                && head.charAt(0) == 'P'
                && "123456".indexOf(head.charAt(1)) >= 0
                && isBlank(head.charAt(2))) {
            return PNM;
        }
        String other = otherFormat(head);
        if (!other.isEmpty()) {
            throw new PictureRefusedException(Reason.UNSUPPORTED_FORMAT, name + ": " + other + EXPECTED);
        }
        throw new PictureRefusedException(Reason.NOT_A_PICTURE, name + ": starts with " + hex(bytes) + EXPECTED);
    }

    private static String otherFormat(String head) {
        if (head.startsWith("ftyp", 4) && head.length() >= 12) {
            String brand = head.substring(8, 12).toLowerCase(Locale.ROOT);
            if (brand.startsWith("avi")) {
                return "an AVIF picture; convert it first, for instance: ffmpeg -i IN.avif OUT.png";
            }
            if (brand.startsWith("he") || brand.startsWith("mif") || brand.startsWith("msf")) {
                return "a HEIC/HEIF picture; convert it first, for instance: heif-convert IN.heic OUT.jpg";
            }
            return "a video file; give it as --source";
        }
        if (head.startsWith("GIF8")) {
            return "a GIF picture; convert it first";
        }
        if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
            return "a TIFF picture; convert it first";
        }
        if (head.startsWith("\u00ff\n") || head.startsWith("\0\0\0\fJXL ")) {
            return "a JPEG XL picture; convert it first";
        }
        if (head.startsWith("\0\0\0\fjP  ")) {
            return "a JPEG 2000 picture; convert it first";
        }
        if (head.startsWith("%PDF")) {
            return "a PDF document";
        }
        String text = head.stripLeading().toLowerCase(Locale.ROOT);
        return text.startsWith("<svg") || text.startsWith("<?xml") || text.startsWith("<!doctype")
                ? "an SVG or other XML text"
                : "";
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder("0x");
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            text.append(String.format(Locale.ROOT, "%02x", bytes[i]));
        }
        return text.toString();
    }
}
