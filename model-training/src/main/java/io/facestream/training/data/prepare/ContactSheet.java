package io.facestream.training.data.prepare;

import io.facestream.training.data.CodedPictures;
import io.facestream.training.data.Fit;
import io.facestream.training.data.Pixels;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.Png;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Some pictures of some people of a set on one page: a row a person. */
public final class ContactSheet {
    private static final int ROWS = 12;
    private static final int COLUMNS = 10;
    private static final int SIDE = 112;
    private static final int GAP = 4;
    private static final int PITCH = SIDE + GAP;
    private static final byte GROUND = (byte) 0xff;

    private ContactSheet() {}

    /** The page as a PNG file's bytes: 12 people spread evenly over those who have many pictures, 10 pictures each or as many as they have. */
    public static byte[] png(CodedPictures set) {
        List<List<Integer>> rows = rows(set);
        int width = COLUMNS * PITCH + GAP;
        int height = rows.size() * PITCH + GAP;
        try (Picture sheet = Picture.allocate(width, height)) {
            ByteBuffer pixels = sheet.bytes();
            while (pixels.hasRemaining()) {
                pixels.put(GROUND);
            }
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    place(set, rows.get(row).get(column), sheet, GAP + column * PITCH, GAP + row * PITCH);
                }
            }
            return Png.encode(sheet);
        }
    }

    private static List<List<Integer>> rows(CodedPictures set) {
        int[] people = people(set);
        int shown = Math.min(ROWS, people.length);
        int[] rowOf = new int[set.classes().size()];
        Arrays.fill(rowOf, -1);
        List<List<Integer>> rows = new ArrayList<>();
        for (int row = 0; row < shown; row++) {
            rowOf[people[(int) ((long) row * people.length / shown)]] = row;
            rows.add(new ArrayList<>());
        }
        for (int i = 0; i < set.size(); i++) {
            int row = rowOf[set.label(i)];
            if (row >= 0 && rows.get(row).size() < COLUMNS) {
                rows.get(row).add(i);
            }
        }
        return rows;
    }

    /** Those who fill their row where enough do, else those with two pictures, else everybody. */
    private static int[] people(CodedPictures set) {
        int[] counts = new int[set.classes().size()];
        for (int i = 0; i < set.size(); i++) {
            counts[set.label(i)]++;
        }
        for (int least : new int[] {COLUMNS, 2}) {
            int[] people = IntStream.range(0, counts.length)
                    .filter(person -> counts[person] >= least)
                    .toArray();
            if (people.length >= ROWS) {
                return people;
            }
        }
        return IntStream.range(0, counts.length).toArray();
    }

    /** What is unreadable leaves its place empty. */
    private static void place(CodedPictures set, int index, Picture sheet, int left, int top) {
        try (Picture picture = Pixels.decode(set.coded(index), set.name(index))) {
            byte[] bgr = Pixels.square(picture, SIDE, Fit.CENTRE_CROP);
            ByteBuffer pixels = sheet.bytes();
            for (int y = 0; y < SIDE; y++) {
                pixels.position(((top + y) * sheet.width() + left) * 3);
                pixels.put(bgr, y * SIDE * 3, SIDE * 3);
            }
        } catch (UnreadablePictureException e) {
            // counted and told by the inspection
        }
    }
}
