package io.facestream.vision.picture;

import java.util.Arrays;

/**
 * A coded picture made small enough to be shown, as JPEG. One that is small enough already keeps its bytes: nothing is decoded.
 *
 * @param width of the picture before it was scaled, upright, in pixels
 * @param height the same
 * @param jpeg the picture; not to be changed
 */
public record ScaledJpeg(int width, int height, byte[] jpeg) {
    private static final int APPLICATION_1 = 0xe1;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    /**
     * Scales a picture. One with metadata (EXIF) is always coded anew: it may be turned, and say where it was taken.
     *
     * @param coded in any format that {@link PictureReader} takes
     * @param mostWidth wider pictures are scaled to it, in pixels
     * @param quality of what is coded anew, 1..100
     * @param name stands at the start of the refusal's text
     */
    public static ScaledJpeg of(byte[] coded, int mostWidth, int quality, String name) throws PictureRefusedException {
        PictureHeader header = PictureReader.check(coded, name);
        boolean jpeg = PictureFormat.of(coded, name) == PictureFormat.JPEG;
        if (jpeg && header.width() <= mostWidth && !hasMetadata(coded)) {
            byte[] whole = header.end() == coded.length ? coded : Arrays.copyOf(coded, header.end());
            return new ScaledJpeg((int) header.width(), (int) header.height(), whole);
        }
        try (Picture picture = PictureReader.decode(coded, name)) {
            int width = picture.width();
            int height = picture.height();
            if (width <= mostWidth) {
                return new ScaledJpeg(width, height, Jpeg.encode(picture, quality));
            }
            try (Picture small =
                    picture.scaled(mostWidth, Math.max(1, Math.round((float) height * mostWidth / width)))) {
                return new ScaledJpeg(width, height, Jpeg.encode(small, quality));
            }
        }
    }

    /** Whether there is a segment of EXIF or XMP before the pixels; the header has been read, so segments are whole. */
    private static boolean hasMetadata(byte[] jpeg) {
        int at = 2;
        while (true) {
            int marker = jpeg[at + 1] & 0xff;
            if (marker == APPLICATION_1) {
                return true;
            }
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                return false;
            }
            if (marker == 0xff) {
                at++;
            } else if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                at += 2;
            } else {
                at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
            }
        }
    }
}
