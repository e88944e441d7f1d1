package io.facestream.vision.picture;

import io.facestream.vision.picture.PictureRefusedException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Size of a coded picture and where it ends, read without decoding it and without allocating by anything it claims.
 *
 * <p>Metadata is skipped, never unpacked: a compressed text chunk can be a bomb as well as the pixels can.
 *
 * @param width in stored orientation, before EXIF turns it
 * @param height in stored orientation
 * @param end offset behind the picture's last byte; what follows is not given to a decoder
 */
record PictureHeader(long width, long height, int end) {

    static PictureHeader read(PictureFormat format, byte[] bytes, String name) throws PictureRefusedException {
        try {
            return switch (format) {
                case JPEG -> jpeg(bytes, name);
                case PNG -> png(bytes, name);
                case WEBP -> webp(bytes, name);
                case BMP -> bmp(bytes, name);
                case PNM -> pnm(bytes, name);
            };
        } catch (IndexOutOfBoundsException e) {
            throw truncated(name, bytes.length);
        }
    }

    private static PictureHeader jpeg(byte[] bytes, String name) throws PictureRefusedException {
        long width = 0;
        long height = 0;
        int at = 2;
        while (true) {
            if (bytes[at] != (byte) 0xff) {
                throw corrupt(name, "no JPEG marker at byte " + at);
            }
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
            } else if (marker == 0xd9) {
                if (width == 0 || height == 0) {
                    throw corrupt(name, "JPEG without a frame");
                }
                return new PictureHeader(width, height, at + 2);
            } else if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                at += 2;
            } else {
                int length = unsigned16(bytes, at + 2);
                if (length < 2) {
                    throw corrupt(name, "JPEG segment of " + length + " bytes");
                }
                if (isFrame(marker)) {
                    height = Math.max(height, unsigned16(bytes, at + 5));
                    width = Math.max(width, unsigned16(bytes, at + 7));
                }
                at += 2 + length;
                if (marker == 0xda) {
                    at = endOfScan(bytes, at);
                }
            }
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Offset of the marker that ends entropy-coded data; stuffed zeros and restart markers belong to the data. */
    private static int endOfScan(byte[] bytes, int from) {
        int at = from;
        while (true) {
            while (bytes[at] != (byte) 0xff) {
                at++;
            }
            int next = bytes[at + 1] & 0xff;
            if (next != 0 && (next < 0xd0 || next > 0xd7) && next != 0xff) {
                return at;
            }
            at += next == 0xff ? 1 : 2;
        }
    }

    private static PictureHeader png(byte[] bytes, String name) throws PictureRefusedException {
        ByteBuffer data = ByteBuffer.wrap(bytes);
        if (data.getInt(12) != 0x49484452) {
            throw corrupt(name, "PNG without a header chunk");
        }
        long at = 8;
        while (true) {
            if (at + 12 > bytes.length) {
                throw truncated(name, bytes.length);
            }
            long length = data.getInt((int) at) & 0xffffffffL;
            int type = data.getInt((int) at + 4);
            at += 12 + length;
            if (at > bytes.length) {
                throw truncated(name, bytes.length);
            }
            if (type == 0x49454e44) {
                return new PictureHeader(data.getInt(16) & 0xffffffffL, data.getInt(20) & 0xffffffffL, (int) at);
            }
        }
    }

    private static PictureHeader webp(byte[] bytes, String name) throws PictureRefusedException {
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + (data.getInt(4) & 0xffffffffL);
        if (end > bytes.length) {
            throw truncated(name, bytes.length);
        }
        int kind = data.getInt(12);
        if (kind == fourCc("VP8X")) {
            return new PictureHeader(1 + (data.getInt(24) & 0xffffff), 1 + (data.getInt(26) >>> 8), (int) end);
        }
        if (kind == fourCc("VP8L")) {
            int packed = data.getInt(21);
            return new PictureHeader(1 + (packed & 0x3fff), 1 + (packed >>> 14 & 0x3fff), (int) end);
        }
        if (kind == fourCc("VP8 ")) {
            return new PictureHeader(data.getShort(26) & 0x3fff, data.getShort(28) & 0x3fff, (int) end);
        }
        throw corrupt(name, "WebP without a picture chunk");
    }

    private static PictureHeader bmp(byte[] bytes, String name) throws PictureRefusedException {
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean old = data.getInt(14) == 12;
        long width = old ? data.getShort(18) & 0xffff : Math.abs((long) data.getInt(18));
        long height = old ? data.getShort(20) & 0xffff : Math.abs((long) data.getInt(22));
        int bits = data.getShort(old ? 24 : 28) & 0xffff;
        boolean packed = !old && (data.getInt(30) == 1 || data.getInt(30) == 2);
        long needed = packed ? 0 : (data.getInt(10) & 0xffffffffL) + (width * bits + 31) / 32 * 4 * height;
        requireWhole(width, height, needed, bytes.length, name);
        return new PictureHeader(width, height, bytes.length);
    }

    /** Too large a claim is told by its size, not as a file that is too short for it. */
    private static void requireWhole(long width, long height, long needed, int length, String name)
            throws PictureRefusedException {
        boolean plausible = width <= PictureReader.MAX_PIXELS
                && height <= PictureReader.MAX_PIXELS
                && width * height <= PictureReader.MAX_PIXELS;
        if (plausible && needed > length) {
            throw truncated(name, length);
        }
    }

    private static PictureHeader pnm(byte[] bytes, String name) throws PictureRefusedException {
        int kind = bytes[1] - '0';
        int[] at = {2};
        long width = number(bytes, at);
        long height = number(bytes, at);
        long perSample = kind == 1 || kind == 4 || number(bytes, at) < 256 ? 1 : 2;
        long samples = width * height * (kind == 3 || kind == 6 ? 3 : 1);
        long needed = kind == 4 ? (width + 7) / 8 * height : kind > 4 ? samples * perSample : samples;
        requireWhole(width, height, at[0] + needed, bytes.length, name);
        return new PictureHeader(width, height, bytes.length);
    }

    private static long number(byte[] bytes, int[] at) {
        while (bytes[at[0]] < '0' || bytes[at[0]] > '9') {
            if (bytes[at[0]] == '#') {
                while (bytes[at[0]] != '\n') {
                    at[0]++;
                }
            }
            at[0]++;
        }
        long value = 0;
        while (bytes[at[0]] >= '0' && bytes[at[0]] <= '9') {
            value = Math.min(Integer.MAX_VALUE, value * 10 + bytes[at[0]] - '0');
            at[0]++;
        }
        return value;
    }

    private static int fourCc(String text) {
        return text.charAt(0) | text.charAt(1) << 8 | text.charAt(2) << 16 | text.charAt(3) << 24;
    }

    private static int unsigned16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static PictureRefusedException corrupt(String name, String what) {
        return new PictureRefusedException(Reason.CORRUPT, name + ": " + what + " (expected: a whole picture)");
    }

    private static PictureRefusedException truncated(String name, int length) {
        return new PictureRefusedException(
                Reason.TRUNCATED, name + ": ends after " + length + " bytes (expected: a whole picture)");
    }
}
