package io.facestream.vision.gallery;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Measures a search of one probe by each way, CPU milliseconds, one thread, rounds interleaved; with the time that reading the
 * templates once takes as the floor. Arguments: rounds, then numbers of templates.
 */
final class GalleryBench {
    private static final PrintStream OUT = System.out;
    private static final int DIMENSION = 512;

    private GalleryBench() {}

    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        OUT.println("templates | way | ms a search, median (best) | first search, ms");
        for (int i = 1; i < arguments.length; i++) {
            measure(rounds, Integer.parseInt(arguments[i]));
        }
    }

    private static void measure(int rounds, int count) {
        Random random = new Random(count);
        List<Template> templates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            templates.add(new Template("t" + i, "p" + i / 2, GalleryTest.random(random, DIMENSION)));
        }
        List<GalleryPath> paths = List.of(GalleryPath.values());
        List<Gallery> galleries = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<List<Double>> millis = new ArrayList<>();
        float[] probe = GalleryTest.random(random, DIMENSION);
        for (GalleryPath path : paths) {
            Gallery gallery = Gallery.of(templates, path);
            long start = System.nanoTime();
            gallery.search(probe, 5);
            first.add((System.nanoTime() - start) / 1e6);
            galleries.add(gallery);
            millis.add(new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < galleries.size(); i++) {
                millis.get(i).add(round(galleries.get(i), probe));
            }
        }
        for (int i = 0; i < galleries.size(); i++) {
            List<Double> sorted = millis.get(i).stream().sorted().toList();
            OUT.printf(
                    "%,d | %s | %.3f (%.3f) | %.1f%n",
                    count, galleries.get(i).path(), sorted.get(sorted.size() / 2), sorted.get(0), first.get(i));
            galleries.get(i).close();
        }
    }

    private static double round(Gallery gallery, float[] probe) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        int runs = 0;
        long spent = 0;
        while (spent < 200_000_000L) {
            gallery.search(probe, 5);
            runs++;
            spent = threads.getCurrentThreadCpuTime() - start;
        }
        return spent / 1e6 / runs;
    }
}
