package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.ComposedGallery;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.Template;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * G6 and G12: what it takes to match one probe with all people, in relation to reading as many rows of as many bytes from memory, one
 * thread, turns; and how much memory a template takes.
 */
final class GallerySpeed implements Measurement {
    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000, 1_000_000);
    private static final int LARGE = 100_000;
    private static final int DIMENSION = 512;
    private static final int BYTES = 4 * DIMENSION;

    /** As the job divides its people, see {@code GalleryParts}. */
    private static final int PEOPLE_A_PART = 1024;

    private static final int BATCH = 32;
    private static final int K = 3;
    private static final long ROUND_NANOS = 200_000_000L;
    private static final double TIME_GOAL = 1.30;
    private static final double MEMORY_GOAL = 1.1;

    private final int most;

    /** @param most templates of the largest gallery */
    GallerySpeed(int most) {
        this.most = most;
    }

    @Override
    public String name() {
        return "gallery";
    }

    @Override
    public String about() {
        return "match of one probe / reading the templates once, at 100,000 and more <= 1.30;"
                + " memory a template, in the gallery and in a JVM, <= 1.1 x 2,048 B (G6, G12)";
    }

    /** Medians of one size. */
    private record Figures(double search, double parts, double read, double batch) {
        double ratio() {
            return parts / read;
        }
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        workplace.say(
                "templates | one gallery, ms | in parts of 1,024, as the job | reading, ms | GB/s | parts / reading"
                        + " | 32 probes, ms each | bytes a template | / 2,048");
        boolean met = true;
        for (int size : SIZES) {
            if (size > most) {
                continue;
            }
            double before = usedBytes();
            List<Gallery> parts = parts(size);
            double bytes = (usedBytes() - before) / size;
            Figures medians = turns(workplace.rounds(), size, parts);
            parts.forEach(Gallery::close);
            // a small one is lost in what else the heap holds
            met &= size < LARGE || bytes <= MEMORY_GOAL * BYTES && medians.ratio() <= TIME_GOAL;
            workplace.say(String.format(
                    Locale.ROOT,
                    "%,d | %.3f | %.3f | %.3f | %.1f | %.2f | %.3f | %.0f | %.3f",
                    size,
                    medians.search(),
                    medians.parts(),
                    medians.read(),
                    (double) size * BYTES / 1e6 / medians.read(),
                    medians.ratio(),
                    medians.batch(),
                    bytes,
                    bytes / BYTES));
            figures.putObject(String.valueOf(size))
                    .put("searchMillis", medians.search())
                    .put("partsMillis", medians.parts())
                    .put("readMillis", medians.read())
                    .put("ratio", medians.ratio())
                    .put("batchMillisAProbe", medians.batch())
                    .put("bytesATemplate", bytes);
        }
        double jvm = bytesInTheJob(workplace);
        workplace.say(String.format(
                Locale.ROOT,
                "the whole JVM of a running job of 2 slots, facebank from a file: %.0f bytes a template, %.3f x 2,048",
                jvm,
                jvm / BYTES));
        met &= jvm <= MEMORY_GOAL * BYTES;
        figures.put("jvmBytesATemplate", jvm);
        figures.put("timeGoal", TIME_GOAL).put("memoryGoal", MEMORY_GOAL).put("rounds", workplace.rounds());
        return met;
    }

    /** What each template adds to a job that has its facebank and waits for frames: broadcast state of its slots, catalog and gallery. */
    private static double bytesInTheJob(Workplace workplace) throws Exception {
        Path folder = workplace.fresh("gallery");
        double[] bytes = new double[2];
        int[] people = {SIZES.get(0), SIZES.get(0) + LARGE};
        for (int i = 0; i < bytes.length; i++) {
            MadeStreet street = new MadeStreet(2, people[i], 0, 8, 10);
            bytes[i] = new Streets(people[i], Files.createDirectories(folder.resolve("with-" + people[i])))
                    .idleBytes(street);
        }
        return (bytes[1] - bytes[0]) / LARGE;
    }

    private static List<Gallery> parts(int size) {
        List<Gallery> parts = new ArrayList<>();
        for (int from = 0; from < size; from += PEOPLE_A_PART) {
            List<Template> people = new ArrayList<>();
            for (int i = from; i < Math.min(size, from + PEOPLE_A_PART); i++) {
                // as the mean of a person's templates: its id is the person's
                String person = "person" + i;
                people.add(new Template(person, person, MadeFacebank.unit(i)));
            }
            parts.add(Gallery.of(people));
        }
        return parts;
    }

    /** Heap and direct memory in use, after the collector has been asked twice. */
    static double usedBytes() {
        System.gc();
        System.gc();
        double bytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            bytes += pool.getMemoryUsed();
        }
        return bytes;
    }

    private static Figures turns(int rounds, int size, List<Gallery> parts) {
        ComposedGallery composed = new ComposedGallery(parts);
        List<float[]> probes = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            probes.add(MadeFacebank.unit(3_000_000_000L + i));
        }
        Rows rows = new Rows(Math.min(size, LARGE));
        // of a million there is room for one copy only; one gallery and many parts differ by their parts alone
        Supplier<List<Candidate>> whole = size > LARGE
                ? () -> composed.search(probes.get(0), K)
                : new Whole(Gallery.of(templates(size)), probes.get(0));
        List<Double> search = new ArrayList<>();
        List<Double> divided = new ArrayList<>();
        List<Double> read = new ArrayList<>();
        List<Double> batch = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double one = millis(times -> Objects.requireNonNull(whole.get()));
            double two = millis(times -> composed.search(probes.get((int) (times % BATCH)), K));
            double three = millis(times -> rows.read()) * size / rows.count();
            double four =
                    millis(times -> parts.forEach(part -> probes.forEach(probe -> part.search(probe, K)))) / BATCH;
            if (round > 0) { // the first one warms up
                search.add(one);
                divided.add(two);
                read.add(three);
                batch.add(four);
            }
        }
        return new Figures(Cost.median(search), Cost.median(divided), Cost.median(read), Cost.median(batch));
    }

    private record Whole(Gallery gallery, float[] probe) implements Supplier<List<Candidate>> {
        @Override
        public List<Candidate> get() {
            return gallery.search(probe, K);
        }
    }

    private static List<Template> templates(int size) {
        List<Template> people = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            people.add(new Template("person" + i, "person" + i, MadeFacebank.unit(i)));
        }
        return people;
    }

    /** CPU milliseconds of this thread for one go. */
    private static double millis(LongConsumer work) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long spent = 0;
        long runs = 0;
        while (spent < ROUND_NANOS) {
            work.accept(runs++);
            spent = threads.getCurrentThreadCpuTime() - start;
        }
        return spent / 1e6 / runs;
    }

    /** As many rows of as many bytes, read one after the other and compared with one that stays in the cache: nothing but memory's speed. */
    private static final class Rows {
        private final List<float[]> blocks = new ArrayList<>();
        private final float[] row = MadeFacebank.unit(0);
        private final int count;

        Rows(int count) {
            this.count = count;
            for (int from = 0; from < count; from += PEOPLE_A_PART) {
                float[] block = new float[Math.min(PEOPLE_A_PART, count - from) * DIMENSION];
                for (int at = 0; at < block.length; at += DIMENSION) {
                    System.arraycopy(row, 0, block, at, DIMENSION);
                }
                blocks.add(block);
            }
        }

        int count() {
            return count;
        }

        void read() {
            for (float[] block : blocks) {
                for (int at = 0; at < block.length; at += DIMENSION) {
                    if (java.util.Arrays.mismatch(block, at, at + DIMENSION, row, 0, DIMENSION) >= 0) {
                        throw new IllegalStateException("rows that were equal differ");
                    }
                }
            }
        }
    }
}
