package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.PictureSource;
import io.facestream.evaluate.PictureVectors;
import io.facestream.evaluate.PictureVectors.Reading;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.evaluate.similarity.Similarity;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What {@code evaluate} and its like cost beside the network: picture files to vectors on all cores, compared with the embedding of the same
 * faces from memory on as many threads.
 */
final class PictureRate implements Measurement {
    private static final int FACES = 1000;
    private static final int ORIGINALS = 300;
    private static final int AT_ONCE = 16;
    private static final double GOAL = 0.9;

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public String about() {
        return "1,000 aligned pictures to vectors, as evaluate reads them / the embedding alone, all cores: >= 0.9";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        List<PictureSource> aligned = pictures(workplace.data("lfw/aligned-112"), FACES);
        List<PictureSource> originals = pictures(workplace.data("lfw/raw-250-fold8"), ORIGINALS);
        ModelPack pack = ModelStore.defaultPack();
        List<byte[]> crops = crops(aligned);
        List<Embedding> vectors = vectors(crops.subList(0, 100), pack);
        List<Double> cpu = new ArrayList<>();
        List<Double> wall = new ArrayList<>();
        List<Double> endToEnd = new ArrayList<>();
        List<Double> facesASecond = new ArrayList<>();
        // sessions are shared while one is open: what opening them takes is in neither side
        try (FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU);
                FaceAnalyzer analyzer = FaceAnalyzer.open(pack, Device.CPU, AnalyzerOptions.defaults())) {
            workplace.say(embedder.card().id() + " and the detector on " + analyzer.provider());
            for (int round = -1; round < workplace.rounds(); round++) {
                Cost alone = embeddingAlone(crops, pack);
                Cost read = Cost.of(() -> read(aligned, pack, FaceChoice.ALIGNED));
                Cost whole = Cost.of(() -> read(originals, pack, FaceChoice.CENTRAL));
                if (round >= 0) { // the first turn warms up
                    cpu.add(alone.cpuSeconds() / read.cpuSeconds());
                    wall.add(alone.wallSeconds() / read.wallSeconds());
                    endToEnd.add(alone.cpuSeconds() / crops.size() / (whole.cpuSeconds() / originals.size()));
                    facesASecond.add(aligned.size() / read.wallSeconds());
                }
            }
        }
        double ratio = Cost.median(cpu);
        workplace.say(String.format(
                Locale.ROOT,
                "aligned pictures / embedding alone: %.3f in CPU time (rounds from %.3f to %.3f), %.3f on the clock, %.0f pictures a second",
                ratio,
                cpu.stream().min(Double::compare).orElseThrow(),
                cpu.stream().max(Double::compare).orElseThrow(),
                Cost.median(wall),
                Cost.median(facesASecond)));
        workplace.say(String.format(
                Locale.ROOT, "original pictures / embedding alone: %.3f in CPU time", Cost.median(endToEnd)));
        double transforms = transformsGain(vectors, workplace.rounds());
        workplace.say(String.format(
                Locale.ROOT, "cross-correlation: by Fourier transforms %.1f times as fast as sum by sum", transforms));
        figures.put("ratio", ratio)
                .put("fftCorrOverCorr", transforms)
                .put("ratioOnTheClock", Cost.median(wall))
                .put("ratioOriginals", Cost.median(endToEnd))
                .put("picturesASecond", Cost.median(facesASecond))
                .put("goal", GOAL)
                .put("rounds", workplace.rounds());
        return ratio >= GOAL;
    }

    private static List<PictureSource> pictures(Path folder, int count) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(count)
                    .map(file ->
                            PictureSource.file(folder, folder.relativize(file).toString()))
                    .toList();
        }
    }

    private static List<byte[]> crops(List<PictureSource> pictures) throws Exception {
        List<byte[]> crops = new ArrayList<>();
        for (PictureSource source : pictures) {
            try (Picture picture = PictureReader.decode(source.bytes(), source.name())) {
                byte[] bgr = new byte[picture.bytes().remaining()];
                picture.bytes().get(bgr);
                crops.add(bgr);
            }
        }
        return crops;
    }

    private static void read(List<PictureSource> pictures, ModelPack pack, FaceChoice choice)
            throws InterruptedException {
        int found = PictureVectors.read(pictures, pack, Device.CPU, Reading.of(choice), done -> {})
                .found()
                .size();
        if (found != pictures.size()) {
            throw new IllegalStateException("vectors: " + found + " (expected: " + pictures.size() + ")");
        }
    }

    private static List<Embedding> vectors(List<byte[]> crops, ModelPack pack) {
        try (FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU)) {
            return embedder.embed(crops);
        }
    }

    /** Each vector with each other, by both ways in turns. */
    private static double transformsGain(List<Embedding> vectors, int rounds) throws Exception {
        List<Double> gains = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            Cost direct = Cost.of(() -> compareAll(vectors, Similarity.CORR));
            Cost transformed = Cost.of(() -> compareAll(vectors, Similarity.FFT_CORR));
            if (round >= 0) {
                gains.add(direct.cpuSeconds() / transformed.cpuSeconds());
            }
        }
        return Cost.median(gains);
    }

    private static void compareAll(List<Embedding> vectors, Similarity similarity) {
        double sum = 0;
        for (Embedding first : vectors) {
            for (Embedding second : vectors) {
                sum += similarity.between(first, second);
            }
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("similarities: not a number (expected: finite values)");
        }
    }

    /** The sessions are opened before the clock runs. */
    private static Cost embeddingAlone(List<byte[]> crops, ModelPack pack) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        List<FaceEmbedder> embedders = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < threads; i++) {
                embedders.add(FaceEmbedder.open(pack, Device.CPU));
            }
            AtomicInteger next = new AtomicInteger();
            return Cost.of(() -> {
                List<Future<?>> ends = new ArrayList<>();
                for (FaceEmbedder embedder : embedders) {
                    ends.add(workers.submit(() -> {
                        for (int at = next.getAndAdd(AT_ONCE); at < crops.size(); at = next.getAndAdd(AT_ONCE)) {
                            embedder.embed(crops.subList(at, Math.min(crops.size(), at + AT_ONCE)));
                        }
                    }));
                }
                for (Future<?> end : ends) {
                    end.get();
                }
            });
        } finally {
            workers.shutdown();
            embedders.forEach(FaceEmbedder::close);
        }
    }
}
