package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.gateway.GatewayOptions;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.FrameDecoder;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What each step before the tracker costs and weighs, on a scene of 720p: CPU time of the one thread that does it. No goal: it feeds plans. */
final class StageCost implements Measurement {
    private static final String SCENE = "video/scenes/real1.mp4";
    private static final long GRID_MILLIS = 120;
    private static final int MOST_FRAMES = 120;

    @Override
    public String name() {
        return "stages";
    }

    @Override
    public String about() {
        return "CPU ms to decode and detect a frame, cut out and embed a face, at 720p; bytes of a frame and a crop";
    }

    /** CPU time by step. */
    private static final class Clock {
        private final Map<String, Double> millis = new TreeMap<>();
        private final Map<String, Integer> times = new TreeMap<>();

        private void take(String step, Cost.Work work) throws Exception {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            double spent = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
            millis.merge(step, spent, Double::sum);
            times.merge(step, 1, Integer::sum);
        }

        private double mean(String step) {
            return millis.getOrDefault(step, 0.0) / times.getOrDefault(step, 1);
        }
    }

    @Override
    public boolean hasGoal() {
        return false;
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Path scene = workplace.data(SCENE);
        ModelPack pack = ModelStore.defaultPack();
        List<Double> frameBytes = new ArrayList<>();
        List<Double> cropBytes = new ArrayList<>();
        List<Clock> rounds = new ArrayList<>();
        try (FaceAnalyzer analyzer = FaceAnalyzer.open(pack, Device.CPU, AnalyzerOptions.defaults());
                FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU);
                FrameDecoder decoder = new FrameDecoder()) {
            for (int round = 0; round <= workplace.rounds(); round++) {
                Clock clock = new Clock();
                watch(scene, picture -> {
                    List<byte[]> coded = new ArrayList<>();
                    clock.take(
                            "encodeFrame",
                            () -> coded.add(Jpeg.encode(
                                    picture, GatewayOptions.defaults().quality())));
                    frameBytes.add((double) coded.get(0).length);
                    clock.take("decodeFrame", () -> decoder.decode(coded.get(0), "frame"));
                    List<DetectedFace> found = new ArrayList<>();
                    clock.take("detectFrame", () -> found.addAll(analyzer.detect(picture)));
                    for (DetectedFace one : found) {
                        List<Face> faces = new ArrayList<>();
                        clock.take("cutFace", () -> faces.add(analyzer.face(picture, one)));
                        byte[] crop = faces.get(0).crop();
                        clock.take("embedShot", () -> embedder.embed(List.of(crop)));
                        cropBytes.add((double) jpegBytes(crop));
                    }
                });
                if (round > 0) { // the first one warms up
                    rounds.add(clock);
                }
            }
        }
        figures.put("scene", "720p");
        workplace.say("step | CPU ms");
        for (String step : rounds.get(0).millis.keySet()) {
            double median =
                    Cost.median(rounds.stream().map(clock -> clock.mean(step)).toList());
            workplace.say(String.format(Locale.ROOT, "%s | %.2f", step, median));
            figures.put(step + "Millis", median);
        }
        figures.put("frameBytes", Cost.median(frameBytes));
        figures.put("cropJpegBytes", Cost.median(cropBytes));
        figures.put("cropBytes", 3 * Face.CROP_SIDE * Face.CROP_SIDE);
        workplace.say(String.format(
                Locale.ROOT,
                "a frame as JPEG %.0f bytes, a crop as JPEG %.0f",
                Cost.median(frameBytes),
                Cost.median(cropBytes)));
        return true;
    }

    private static int jpegBytes(byte[] crop) {
        try (Picture picture = Picture.allocate(Face.CROP_SIDE, Face.CROP_SIDE)) {
            picture.bytes().put(crop);
            return Jpeg.encode(picture, GatewayOptions.defaults().quality()).length;
        }
    }

    /** Takes a frame. */
    private interface Watcher {
        void see(Picture picture) throws Exception;
    }

    private static void watch(Path scene, Watcher watcher) throws Exception {
        try (FrameGrabber grabber = FrameGrabber.of(CameraSpec.parse("scene=" + scene.toAbsolutePath()))) {
            grabber.open();
            int seen = 0;
            long next = 0;
            while (seen < MOST_FRAMES && grabber.decode()) {
                if (grabber.mediaTimeMillis() < next) {
                    continue;
                }
                next = grabber.mediaTimeMillis() + GRID_MILLIS;
                seen++;
                try (Picture picture = Picture.allocate(grabber.width(), grabber.height())) {
                    grabber.convert(picture);
                    watcher.see(picture);
                }
            }
        }
    }
}
