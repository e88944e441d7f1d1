package io.facestream.evaluate.identify;

import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.PictureVector;
import io.facestream.evaluate.PictureVectors;
import io.facestream.evaluate.identify.PeopleFolder.PersonPicture;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The pictures that are held against a gallery.
 *
 * @param probes with a vector
 * @param refused pictures that gave none, with the reason
 * @param enrolled names of pictures that are enrolled themselves: they would find themselves, and are left out
 */
public record ProbeSet(List<Probe> probes, List<PictureVector> refused, List<String> enrolled) {
    public ProbeSet {
        probes = List.copyOf(probes);
        refused = List.copyOf(refused);
        enrolled = List.copyOf(enrolled);
    }

    /**
     * Reads the pictures of people on all cores.
     *
     * @param enrolledSha256s of the pictures that are left out
     * @param progress told how many pictures are done, from any thread
     */
    public static ProbeSet read(
            List<PersonPicture> pictures,
            ModelPack pack,
            Device device,
            boolean aligned,
            Set<String> enrolledSha256s,
            IntConsumer progress)
            throws InterruptedException {
        List<PersonPicture> fair = new ArrayList<>();
        List<String> enrolled = new ArrayList<>();
        for (PersonPicture picture : pictures) {
            if (!enrolledSha256s.isEmpty() && enrolledSha256s.contains(sha256(picture))) {
                enrolled.add(picture.source().name());
            } else {
                fair.add(picture);
            }
        }
        PictureVectors vectors = PictureVectors.read(
                fair.stream().map(PersonPicture::source).toList(),
                pack,
                device,
                PictureVectors.Reading.of(aligned ? FaceChoice.ALIGNED : FaceChoice.CENTRAL),
                progress);
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < fair.size(); i++) {
            PictureVector vector = vectors.all().get(i);
            String person = fair.get(i).person();
            vector.found().ifPresent(found -> probes.add(new Probe(person, vector.name(), found.unit())));
        }
        return new ProbeSet(probes, vectors.refused(), enrolled);
    }

    /** Empty if the file cannot be read, which is told where it is decoded. */
    private static String sha256(PersonPicture picture) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(picture.file())));
        } catch (IOException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
