package io.facestream.evaluate.liveness;

import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.liveness.LivenessCropper;
import io.facestream.vision.liveness.LivenessModel;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Scores the largest face of each picture of a folder. One thread. */
public final class LivenessTrials implements AutoCloseable {
    private static final Pattern PICTURE = Pattern.compile("(?i).*\\.(jpe?g|png|webp|bmp|p[gnp]m)");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final FaceAnalyzer analyzer;
    private final LivenessCropper cropper;
    private final LivenessModel model;
    private final Map<String, Integer> refused = new TreeMap<>();
    private long scoringNanos;
    private int scored;

    public LivenessTrials(ModelPack pack, Device device) {
        model = LivenessModel.open(pack, device);
        cropper = new LivenessCropper(model.card());
        analyzer = FaceAnalyzer.open(pack, device, AnalyzerOptions.defaults());
    }

    /** The pictures of a folder and the folders in it, by name. */
    public static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> PICTURE.matcher(file.toString()).matches() && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The scores of pictures.
     *
     * @param staging done to each of them first; empty to score them as they are
     * @param progress told after each picture how many are done
     */
    public LivenessScores score(
            String name, boolean attack, List<Path> pictures, Optional<Staging> staging, IntConsumer progress) {
        List<LivenessTrial> trials = new ArrayList<>();
        int withoutFace = 0;
        for (int i = 0; i < pictures.size(); i++) {
            try (Picture picture = PictureReader.read(pictures.get(i))) {
                Optional<FaceBox> face = largest(picture);
                Optional<LivenessTrial> trial = face.isEmpty() || staging.isEmpty()
                        ? face.map(box -> trial(picture, box))
                        : staged(staging.get(), picture, face.get());
                trial.ifPresent(trials::add);
                withoutFace += trial.isPresent() ? 0 : 1;
            } catch (PictureRefusedException e) {
                refused.merge(e.reason().name(), 1, Integer::sum);
            }
            progress.accept(i + 1);
        }
        return new LivenessScores(name, attack, trials, withoutFace);
    }

    private Optional<LivenessTrial> staged(Staging staging, Picture picture, FaceBox face)
            throws PictureRefusedException {
        Optional<Picture> made = staging.of(picture, face);
        if (made.isEmpty()) {
            return Optional.empty();
        }
        try (Picture seen = made.get()) {
            return largest(seen).map(box -> trial(seen, box));
        }
    }

    private Optional<FaceBox> largest(Picture picture) {
        return analyzer.detect(picture).stream().map(DetectedFace::box).max(Comparator.comparingDouble(FaceBox::area));
    }

    private LivenessTrial trial(Picture picture, FaceBox box) {
        return new LivenessTrial(box.height(), scoreOf(picture, box));
    }

    private float scoreOf(Picture picture, FaceBox box) {
        long begin = THREADS.getCurrentThreadCpuTime();
        float score = model.score(cropper.crop(picture, box));
        scoringNanos += THREADS.getCurrentThreadCpuTime() - begin;
        scored++;
        return score;
    }

    /** Pictures that could not be read, by reason. */
    public Map<String, Integer> refused() {
        return refused;
    }

    /** The score below which a face is suspected. */
    public float threshold() {
        return model.threshold();
    }

    public String modelId() {
        return model.card().id();
    }

    /** CPU time of cutting out and scoring one face, on average. */
    public double millisAFace() {
        return scored == 0 ? 0 : scoringNanos / 1e6 / scored;
    }

    @Override
    public void close() {
        analyzer.close();
        cropper.close();
        model.close();
    }
}
