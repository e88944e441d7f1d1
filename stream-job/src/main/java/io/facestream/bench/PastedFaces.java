package io.facestream.bench;

import io.facestream.vision.align.FaceAligner;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.align.Similarity;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Frames with real faces of one height on a ground of texture and noise, and where the faces are. Seeded. */
final class PastedFaces {
    private final int width;
    private final int height;
    private final Random random;
    private final Path originals;
    private final List<Map.Entry<String, Landmarks>> faces;
    private int next;

    /**
     * @param originals folder of photographs, {@code PERSON/*.jpg}
     * @param landmarks five points a photograph, by path; photographs that are not there are left out
     */
    PastedFaces(int width, int height, long seed, Path originals, Map<String, Landmarks> landmarks) {
        this.width = width;
        this.height = height;
        this.random = new Random(seed);
        this.originals = originals;
        this.faces = landmarks.entrySet().stream()
                .filter(entry -> Files.exists(originals.resolve(entry.getKey())))
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }

    /**
     * A frame, which the receiver closes.
     *
     * @param faces the squares that aligned crops would cover
     * @param patches what was pasted; bystanders in it are faces too
     */
    record Frame(Picture picture, List<FaceBox> faces, List<FaceBox> patches) {}

    Frame frame(int faceHeight, int atMost) throws IOException {
        Picture ground = ground();
        List<FaceBox> truth = new ArrayList<>();
        List<FaceBox> patches = new ArrayList<>();
        int cell = 2 * faceHeight + 4;
        int columns = width / cell;
        int rows = height / cell;
        List<Integer> cells = new ArrayList<>();
        for (int i = 0; i < columns * rows; i++) {
            cells.add(i);
        }
        Collections.shuffle(cells, random);
        for (int place : cells.subList(0, Math.min(atMost, cells.size()))) {
            int slackX = width / columns - cell;
            int slackY = height / rows - cell;
            int x = place % columns * (width / columns) + random.nextInt(slackX + 1);
            int y = place / columns * (height / rows) + random.nextInt(slackY + 1);
            truth.add(paste(ground, faceHeight, x, y));
            patches.add(new FaceBox(x, y, 2 * faceHeight, 2 * faceHeight));
        }
        return new Frame(ground, truth, patches);
    }

    private FaceBox paste(Picture ground, int faceHeight, int atX, int atY) throws IOException {
        Map.Entry<String, Landmarks> face = faces.get(next++ % faces.size());
        Similarity toCrop = FaceAligner.toTemplate(face.getValue());
        double scale = faceHeight * toCrop.scale() / FaceAligner.SIDE;
        try (Picture original = PictureReader.read(originals.resolve(face.getKey()))) {
            int side = Math.min(original.width(), (int) Math.round(2 * faceHeight / scale));
            int left = clamp((int) (face.getValue().x(2) - side / 2.0), original.width() - side);
            int top = clamp((int) (face.getValue().y(2) - side / 2.0), original.height() - side);
            int pasted = Math.min((int) Math.round(side * scale), 2 * faceHeight);
            try (Picture cut = original.region(left, top, side, side);
                    Picture scaled = cut.scaled(pasted, pasted)) {
                copy(scaled, ground, atX, atY);
            }
            double zoom = (double) pasted / side;
            double noseX = atX + (face.getValue().x(2) - left) * zoom;
            double noseY = atY + (face.getValue().y(2) - top) * zoom;
            // the template's nose lies at (0.50, 0.64) of its square
            return new FaceBox(
                    (float) (noseX - 0.5 * faceHeight), (float) (noseY - 0.64 * faceHeight), faceHeight, faceHeight);
        }
    }

    private static int clamp(int value, int max) {
        return Math.max(0, Math.min(max, value));
    }

    private static void copy(Picture from, Picture to, int atX, int atY) {
        ByteBuffer source = from.bytes();
        ByteBuffer target = to.bytes();
        byte[] row = new byte[3 * from.width()];
        for (int y = 0; y < from.height(); y++) {
            source.get(3 * from.width() * y, row);
            target.put(3 * (to.width() * (atY + y) + atX), row);
        }
    }

    /** Soft colours over three octaves, hard-edged rectangles, and sensor noise. */
    private Picture ground() {
        byte[] sum = new byte[3 * width * height];
        for (int octave = 0; octave < 3; octave++) {
            int step = 120 >> 2 * octave;
            try (Picture coarse = Picture.allocate(width / step, height / step)) {
                byte[] noise = new byte[3 * coarse.width() * coarse.height()];
                random.nextBytes(noise);
                coarse.bytes().put(noise);
                try (Picture fine = coarse.scaled(width, height)) {
                    ByteBuffer bytes = fine.bytes();
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += (byte) ((bytes.get(i) & 0xff) >> octave + 1);
                    }
                }
            }
        }
        for (int i = 0; i < 40; i++) {
            int w = 10 + random.nextInt(200);
            int h = 10 + random.nextInt(200);
            fill(sum, random.nextInt(width - w), random.nextInt(height - h), w, h, random.nextInt(256));
        }
        byte[] noise = new byte[4096 * 8];
        random.nextBytes(noise);
        for (int i = 0; i < sum.length; i++) {
            int value = (sum[i] & 0xff) + (noise[(i * 31 + i / 4099) % noise.length] >> 4);
            sum[i] = (byte) Math.max(0, Math.min(255, value));
        }
        Picture ground = Picture.allocate(width, height);
        ground.bytes().put(sum);
        return ground;
    }

    private void fill(byte[] pixels, int x, int y, int w, int h, int grey) {
        for (int row = y; row < y + h; row++) {
            Arrays.fill(pixels, 3 * (row * width + x), 3 * (row * width + x + w), (byte) grey);
        }
    }
}
