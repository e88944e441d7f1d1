package io.facestream.facebank.enrolment;

import io.facestream.facebank.enrolment.PictureFinding.Measured;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import io.facestream.vision.Face;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Looks at one picture: decodes it, finds the face that is meant, and measures it. */
final class PictureAnalysis {
    /** Changes whenever the same bytes and models may give another finding, so that kept ones are not used any more. */
    static final int VERSION = 2;

    /** Margins that are put around a picture in which no face was found, as shares of its longer side. */
    private static final double[] MARGINS = {0.3, 0.6};

    private static final int MARGIN_GREY = 127;

    private final EnrolmentOptions options;

    PictureAnalysis(EnrolmentOptions options) {
        this.options = options;
    }

    PictureFinding analyze(byte[] bytes, FaceReader reader) {
        try (Picture picture = PictureReader.decode(bytes, "picture")) {
            return options.aligned() ? aligned(picture, reader) : searched(picture, reader);
        } catch (PictureRefusedException e) {
            return refusal(e);
        }
    }

    static Refused refusal(PictureRefusedException e) {
        PictureVerdict verdict = switch (e.reason()) {
            case UNREADABLE -> PictureVerdict.UNREADABLE;
            case UNSUPPORTED_FORMAT, NOT_A_PICTURE -> PictureVerdict.UNSUPPORTED;
            case TOO_MANY_BYTES, TOO_MANY_PIXELS -> PictureVerdict.TOO_LARGE;
            case EMPTY, TRUNCATED, CORRUPT -> PictureVerdict.DAMAGED;
        };
        return new Refused(verdict, String.valueOf(e.getMessage()).replaceFirst("^picture: ", ""));
    }

    private PictureFinding searched(Picture picture, FaceReader reader) {
        List<Face> faces = reader.faces(picture);
        for (int i = 0; faces.isEmpty() && i < MARGINS.length; i++) {
            int margin = (int) Math.round(MARGINS[i] * Math.max(picture.width(), picture.height()));
            try (Picture padded = picture.padded(margin, MARGIN_GREY)) {
                faces = reader.faces(padded);
            }
        }
        if (faces.isEmpty()) {
            String size = picture.width() + " x " + picture.height() + " pixels";
            return new Refused(
                    PictureVerdict.NO_FACE, "no face in " + size + ", with a margin added either (expected: one)");
        }
        return chosen(faces, reader);
    }

    private PictureFinding chosen(List<Face> faces, FaceReader reader) {
        List<Face> largestFirst = faces.stream()
                .sorted(Comparator.comparingDouble((Face face) -> face.box().area())
                        .reversed())
                .toList();
        Face largest = largestFirst.get(0);
        if (largestFirst.size() > 1) {
            float share = largestFirst.get(1).box().area() / largest.box().area();
            if (share * options.dominance() > 1) {
                return new Refused(
                        PictureVerdict.SEVERAL_FACES,
                        String.format(
                                Locale.ROOT,
                                "%d faces, the second is %.2f times as large as the first (expected: one face, or at most %.2f)",
                                faces.size(),
                                share,
                                1 / options.dominance()));
            }
        }
        return new Measured(reader.embed(largest.crop()), largest.quality());
    }

    private static PictureFinding aligned(Picture picture, FaceReader reader) {
        if (picture.width() != Face.CROP_SIDE || picture.height() != Face.CROP_SIDE) {
            return new Refused(
                    PictureVerdict.NOT_ALIGNED,
                    picture.width() + " x " + picture.height() + " pixels (expected: 112 x 112 with --aligned)");
        }
        byte[] crop = new byte[Face.CROP_SIDE * Face.CROP_SIDE * 3];
        picture.bytes().get(crop);
        return new Measured(reader.embed(crop), reader.qualityOf(crop));
    }
}
