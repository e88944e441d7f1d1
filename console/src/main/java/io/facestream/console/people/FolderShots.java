package io.facestream.console.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.console.http.Refusal;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.enrolment.PersonGrounds;
import io.facestream.facebank.enrolment.PictureResult;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures of people's folders, named by what no path can be made of. */
final class FolderShots {
    private static final int ID_DIGITS = 16;
    private static final int SIDE = 320;
    private static final int JPEG_QUALITY = 85;

    private FolderShots() {}

    /** @param records of the person */
    static Person.Shot shot(PictureResult result, List<FacebankRecord> records) {
        @Nullable
        FacebankRecord record = records.stream()
                .filter(one -> one.picture().equals(result.picture()))
                .findFirst()
                .orElse(null);
        Person.Quality quality = record == null ? null : Person.Quality.of(record.quality());
        return new Person.Shot(
                idOf(result.picture()), result.verdict().name(), result.detail(), quality, record != null);
    }

    private static String idOf(String fileName) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(fileName.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The file of a picture, among those of the person. */
    static Path file(PersonGrounds person, String shotId) throws Refusal {
        for (Path file : person.pictures()) {
            String name = Normalizer.normalize(String.valueOf(file.getFileName()), Normalizer.Form.NFC);
            if (idOf(name).equals(shotId)) {
                return file;
            }
        }
        throw new Refusal(404, "picture: none of that id (expected: one of the person's)");
    }

    /** A picture coded anew and scaled down: nothing of the file but its pixels reaches a browser. One at a time, for the memory's sake. */
    static synchronized byte[] jpeg(Path file) throws Refusal {
        try (Picture picture = PictureReader.read(file)) {
            double scale = Math.min(1, SIDE / (double) Math.max(picture.width(), picture.height()));
            int width = Math.max(1, (int) Math.round(picture.width() * scale));
            int height = Math.max(1, (int) Math.round(picture.height() * scale));
            try (Picture small = picture.scaled(width, height)) {
                return Jpeg.encode(small, JPEG_QUALITY);
            }
        } catch (PictureRefusedException e) {
            throw new Refusal(404, "picture: " + e.reason() + " (expected: one that can be shown)");
        }
    }
}
