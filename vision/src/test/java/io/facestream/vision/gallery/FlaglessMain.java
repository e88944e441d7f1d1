package io.facestream.vision.gallery;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Searches galleries in a JVM without flags; see {@link FlaglessIT}. */
final class FlaglessMain {
    private static final PrintStream OUT = System.out;

    private FlaglessMain() {}

    public static void main(String[] arguments) {
        for (int count : new int[] {20, 500}) {
            Random random = new Random(1);
            List<Template> templates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                templates.add(new Template("t" + i, "p" + i, GalleryTest.random(random, 512)));
            }
            try (Gallery gallery = Gallery.of(templates)) {
                OUT.println(gallery.path() + " | "
                        + gallery.search(templates.get(13).unit(), 1).get(0));
            }
        }
    }
}
