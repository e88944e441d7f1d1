package io.facestream.vision.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Photographs with the place of each nose (CompreFace) or the middle of each box (dlib). */
final class LabelledPictures {
    private static final Pattern IMAGE = Pattern.compile("<image file='([^']+)'");
    private static final Pattern BOX =
            Pattern.compile("<box top='(-?\\d+)' left='(-?\\d+)' width='(\\d+)' height='(\\d+)'");

    private LabelledPictures() {}

    /** A point inside a face. */
    record Point(float x, float y) {}

    static Map<Path, List<Point>> compreface() throws IOException {
        Path folder = TestData.shared("detect/compreface_sample_images");
        Map<Path, List<Point>> pictures = new LinkedHashMap<>();
        for (JsonNode image :
                new ObjectMapper().readTree(folder.resolve("annotations.json").toFile())) {
            List<Point> noses = new ArrayList<>();
            for (JsonNode nose : image.get("noses")) {
                noses.add(new Point(nose.get(0).floatValue(), nose.get(1).floatValue()));
            }
            pictures.put(folder.resolve(image.get("image").textValue()), noses);
        }
        return pictures;
    }

    static Map<Path, List<Point>> dlib() throws IOException {
        Path folder = TestData.shared("detect/dlib_faces");
        Map<Path, List<Point>> pictures = new LinkedHashMap<>();
        for (String list : List.of("training.xml", "testing.xml")) {
            List<Point> points = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve(list), java.nio.charset.StandardCharsets.ISO_8859_1)) {
                Matcher image = IMAGE.matcher(line);
                if (image.find()) {
                    points = new ArrayList<>();
                    pictures.put(folder.resolve(image.group(1)), points);
                }
                Matcher box = BOX.matcher(line);
                if (box.find()) {
                    points.add(new Point(
                            Integer.parseInt(box.group(2)) + Integer.parseInt(box.group(3)) / 2f,
                            Integer.parseInt(box.group(1)) + Integer.parseInt(box.group(4)) / 2f));
                }
            }
        }
        return pictures;
    }
}
