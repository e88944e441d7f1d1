package io.facestream.evaluate.calibrate;

import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.identify.PeopleFolder.PersonPicture;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The faces of a collection of photographs, cut out; 37 KB each are held.
 *
 * @param people faces by person
 * @param refused pictures without a face, a line each
 */
public record PassagePictures(Map<String, List<PassageFace>> people, List<String> refused) {
    /** Where the points of an aligned crop are: the ArcFace template. */
    private static final Landmarks ALIGNED = new Landmarks(new float[] {
        38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f
    });

    private record Cut(String person, String picture, Landmarks landmarks, byte[] bgr) implements PassageFace {}

    /**
     * Cuts out the central face of each picture, on all cores.
     *
     * @param aligned whether the pictures are crops already
     * @param progress told how many pictures are done, from any thread
     */
    public static PassagePictures read(
            List<PersonPicture> pictures, ModelPack pack, Device device, boolean aligned, IntConsumer progress) {
        List<Cut> cuts = Collections.synchronizedList(new ArrayList<>());
        List<String> refused = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(thread -> {
                    FaceAnalyzer analyzer =
                            aligned ? null : FaceAnalyzer.open(pack, device, AnalyzerOptions.defaults());
                    try {
                        for (int i = next.getAndIncrement(); i < pictures.size(); i = next.getAndIncrement()) {
                            cut(pictures.get(i), analyzer, cuts, refused);
                            progress.accept(done.incrementAndGet());
                        }
                    } finally {
                        if (analyzer != null) {
                            analyzer.close();
                        }
                    }
                });
        Map<String, List<PassageFace>> people = new TreeMap<>();
        cuts.stream()
                .sorted(java.util.Comparator.comparing(Cut::picture))
                .forEach(cut -> people.computeIfAbsent(cut.person(), name -> new ArrayList<>())
                        .add(cut));
        return new PassagePictures(people, refused.stream().sorted().toList());
    }

    private static void cut(
            PersonPicture source, @Nullable FaceAnalyzer analyzer, List<Cut> cuts, List<String> refused) {
        String name = source.source().name();
        try (Picture picture = PictureReader.decode(source.source().bytes(), name)) {
            if (analyzer == null) {
                if (picture.width() != Face.CROP_SIDE || picture.height() != Face.CROP_SIDE) {
                    refused.add(name + ": " + picture.width() + " x " + picture.height()
                            + " (expected: 112 x 112, an aligned face)");
                    return;
                }
                byte[] bgr = new byte[3 * Face.CROP_SIDE * Face.CROP_SIDE];
                picture.bytes().get(bgr);
                cuts.add(new Cut(source.person(), name, ALIGNED, bgr));
                return;
            }
            Optional<DetectedFace> found = FaceChoice.central(analyzer.detect(picture), picture);
            if (found.isEmpty()) {
                refused.add(name + ": no face found");
                return;
            }
            Face face = analyzer.face(picture, found.get());
            cuts.add(new Cut(source.person(), name, face.landmarks(), face.crop()));
        } catch (PictureRefusedException e) {
            refused.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            refused.add(name + ": " + e.getMessage());
        }
    }
}
