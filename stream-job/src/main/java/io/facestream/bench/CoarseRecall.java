package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.NpyArray;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How often an inverted file finds whom the exact search finds first, and at what share of its work: real faces among made ones that are
 * spread as real ones are, and among random directions, which have no neighbourhoods at all; and the same of a byte a value with the best
 * ones checked again. No goal: the product uses neither.
 */
final class CoarseRecall implements Measurement {
    private static final int TEMPLATES = 100_000;
    private static final int CELLS = 512;
    private static final int SAMPLE = 5;
    private static final int ROUNDS = 6;
    private static final int PROBES = 1_000;

    /** Threshold at three shots for 10,000 people. */
    private static final float NAMED = 0.54f;

    private static final int MIXED = 3;
    private static final List<Integer> NEAREST = List.of(1, 4, 16, 32, 64, 128);
    private static final List<Integer> CHECKED_AGAIN = List.of(1, 10);
    private static final int BYTE_PROBES = 500;
    private static final int AT_ONCE = 16;
    private static final int DIMENSION = 512;

    @Override
    public String name() {
        return "coarse";
    }

    @Override
    public String about() {
        return "an inverted file over 100,000 templates: recall@1 against the exact search by share of the work";
    }

    /** Real faces: a template of each person, and another picture of those who have one. */
    private record Faces(List<float[]> templates, List<float[]> probes) {}

    @Override
    public boolean hasGoal() {
        return false;
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Faces faces = faces(workplace);
        report(workplace, figures.putObject("faces"), "real faces among faces mixed of them", faces, mixed(faces));
        reportBytes(workplace, figures.putObject("bytes"), faces, mixed(faces));
        report(workplace, figures.putObject("random"), "real faces among random directions", faces, random(faces));
        figures.put("templates", TEMPLATES).put("cells", CELLS);
        return true;
    }

    private static void report(
            Workplace workplace, ObjectNode figures, String title, Faces faces, List<Template> templates) {
        workplace.say(String.format(
                Locale.ROOT, "%s: %,d templates, %d cells, %,d probes", title, templates.size(), CELLS, probes(faces)));
        workplace.say(
                "cells searched | share of the vectors | share of the CPU time | recall@1 | names at 0.54 that differ");
        try (CoarseSearch coarse = CoarseSearch.of(templates, CELLS, SAMPLE, ROUNDS);
                Gallery exact = Gallery.of(templates)) {
            List<Candidate> truth = new ArrayList<>();
            double exactMillis =
                    millis(faces, probe -> truth.add(exact.search(probe, 1).get(0)));
            for (int nearest : NEAREST) {
                List<Candidate> found = new ArrayList<>();
                double millis = millis(
                        faces,
                        probe -> found.add(coarse.search(probe, 1, nearest).get(0)));
                long compared = 0;
                int same = 0;
                int named = 0;
                int lost = 0;
                for (int i = 0; i < truth.size(); i++) {
                    compared += coarse.compared(faces.probes().get(i), nearest);
                    boolean first = found.get(i).personId().equals(truth.get(i).personId());
                    boolean wouldBeNamed = truth.get(i).score() >= NAMED;
                    same += first ? 1 : 0;
                    named += wouldBeNamed ? 1 : 0;
                    lost += wouldBeNamed && !first ? 1 : 0;
                }
                double share = (double) compared / truth.size() / templates.size();
                double recall = (double) same / truth.size();
                workplace.say(String.format(
                        Locale.ROOT,
                        "%d | %.4f | %.4f | %.4f | %d of %d",
                        nearest,
                        share,
                        millis / exactMillis,
                        recall,
                        lost,
                        named));
                figures.putObject(String.valueOf(nearest))
                        .put("shareOfVectors", share)
                        .put("shareOfTime", millis / exactMillis)
                        .put("recall", recall)
                        .put("namesLost", lost)
                        .put("names", named);
            }
        }
    }

    private static void reportBytes(Workplace workplace, ObjectNode figures, Faces faces, List<Template> templates) {
        ByteSearch bytes = new ByteSearch(templates);
        workplace.say("a byte a value: checked again | share of the bytes | recall@1");
        try (Gallery exact = Gallery.of(templates)) {
            for (int checked : CHECKED_AGAIN) {
                int same = 0;
                for (int i = 0; i < BYTE_PROBES; i++) {
                    float[] probe = faces.probes().get(i);
                    same += exact.search(probe, 1).get(0).personId().equals(bytes.best(probe, checked)) ? 1 : 0;
                }
                double recall = (double) same / BYTE_PROBES;
                workplace.say(String.format(Locale.ROOT, "%d | %.3f | %.4f", checked, bytes.shareOfBytes(), recall));
                figures.putObject(String.valueOf(checked))
                        .put("shareOfBytes", bytes.shareOfBytes())
                        .put("recall", recall);
            }
        }
    }

    private static int probes(Faces faces) {
        return Math.min(PROBES, faces.probes().size());
    }

    /** Takes a probe. */
    private interface Search {
        void of(float[] probe);
    }

    private static double millis(Faces faces, Search search) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < probes(faces); i++) {
            search.of(faces.probes().get(i));
        }
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
    }

    private static List<Template> real(Faces faces) {
        List<Template> templates = new ArrayList<>(TEMPLATES);
        for (float[] unit : faces.templates()) {
            templates.add(new Template("", "real" + templates.size(), unit));
        }
        return templates;
    }

    /** Sums of some real faces with random weights: they lie where faces lie, and are nobody's. */
    private static List<Template> mixed(Faces faces) {
        List<Template> templates = real(faces);
        Random random = new Random(1);
        while (templates.size() < TEMPLATES) {
            float[] sum = new float[DIMENSION];
            for (int part = 0; part < MIXED; part++) {
                float[] face =
                        faces.templates().get(random.nextInt(faces.templates().size()));
                float weight = (float) random.nextGaussian() + 1;
                for (int i = 0; i < DIMENSION; i++) {
                    sum[i] += weight * face[i];
                }
            }
            templates.add(new Template(
                    "", "mixed" + templates.size(), Embedding.ofRaw(sum).unit()));
        }
        return templates;
    }

    private static List<Template> random(Faces faces) {
        List<Template> templates = real(faces);
        while (templates.size() < TEMPLATES) {
            templates.add(new Template("", "made" + templates.size(), MadeFacebank.unit(templates.size())));
        }
        return templates;
    }

    /** Two pictures of a person who has them, one of the others; embedded once and kept. */
    private static Faces faces(Workplace workplace) throws IOException {
        Path first = workplace.cache("scale").resolve("lfw-first.npy");
        Path second = workplace.cache("scale").resolve("lfw-second.npy");
        if (!Files.exists(second)) {
            workplace.say("embedding real faces, once");
            List<byte[]> templates = new ArrayList<>();
            List<byte[]> probes = new ArrayList<>();
            for (List<LfwCrops.Crop> crops :
                    LfwCrops.read(workplace.data("lfw"), 0, 9).values()) {
                if (crops.size() > 1 && probes.size() < PROBES) {
                    templates.add(probes.size(), crops.get(0).bgr());
                    probes.add(crops.get(1).bgr());
                } else {
                    templates.add(crops.get(0).bgr());
                }
            }
            write(templates, first);
            write(probes, second);
        }
        return new Faces(NpyArray.read(first), NpyArray.read(second));
    }

    private static void write(List<byte[]> crops, Path file) throws IOException {
        List<float[]> vectors = new ArrayList<>(crops.size());
        try (FaceEmbedder embedder = FaceEmbedder.open(ModelStore.defaultPack(), Device.CPU);
                OutputStream out = Files.newOutputStream(file)) {
            for (int from = 0; from < crops.size(); from += AT_ONCE) {
                embedder.embed(crops.subList(from, Math.min(crops.size(), from + AT_ONCE)))
                        .forEach(embedding -> vectors.add(embedding.unit()));
            }
            NpyArray.write(vectors, DIMENSION, out);
        }
    }
}
