package io.facestream.bench;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.job.detect.Observations;
import io.facestream.job.run.JobSettings;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.PersonMean;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.threshold.MatchThresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The whole work of the job in a plain loop of one thread: the same parts, and no Flink. The yardstick of G1. */
final class BareLoop {
    private final JobSettings settings;
    private final ModelPack pack;
    private final Facebank facebank;

    BareLoop(JobSettings settings, ModelPack pack, Facebank facebank) {
        this.settings = settings;
        this.pack = pack;
        this.facebank = facebank;
    }

    /** Watches the settings' cameras one after the other and writes their events as lines of JSON; returns the number of events. */
    int run(Path events) throws Exception {
        try (FaceAnalyzer analyzer = FaceAnalyzer.open(
                        pack,
                        settings.device(),
                        AnalyzerOptions.defaults().withMinFaceHeight(settings.minFaceHeight()));
                FaceEmbedder embedder = FaceEmbedder.open(pack, settings.device());
                Gallery gallery = Gallery.of(PersonMean.of(templates()));
                Writer lines = Files.newBufferedWriter(events)) {
            PlainSearch people = new PlainSearch(
                    gallery,
                    MatchThresholds.of(pack.embedding().card()),
                    settings.identify().fpir(),
                    facebank.version(),
                    facebank.modelId());
            float normGate = (float) embedder.card().normGate();
            int written = 0;
            for (CameraSpec camera : settings.cameras()) {
                PlainSteps steps =
                        new PlainSteps(settings, people, embedder::embed, normGate, line -> write(lines, line));
                watch(camera, analyzer, steps);
                steps.end(camera.id());
                written += steps.written();
            }
            return written;
        }
    }

    /** Every frame is decoded; those on the job's grid are looked at. */
    private void watch(CameraSpec camera, FaceAnalyzer analyzer, PlainSteps steps) throws Exception {
        long limit = settings.duration().map(duration -> duration.toMillis()).orElse(Long.MAX_VALUE);
        long grid = settings.detectEvery().toMillis();
        long next = 0;
        long sequence = 0;
        Picture picture = null;
        try (FrameGrabber grabber = FrameGrabber.of(camera)) {
            grabber.open();
            while (grabber.decode() && grabber.mediaTimeMillis() < limit) {
                long at = grabber.mediaTimeMillis();
                if (at < next) {
                    continue;
                }
                next = (Math.floorDiv(at, grid) + 1) * grid;
                if (picture == null) {
                    // the size is known when the first frame is decoded
                    picture = Picture.allocate(grabber.width(), grabber.height());
                }
                grabber.convert(picture);
                Frame frame = new Frame(camera.id(), at, at, sequence++, picture, FrameCounts.NONE);
                steps.take(Observations.frame(frame, analyzer.analyze(picture)));
            }
        } finally {
            if (picture != null) {
                picture.close();
            }
        }
    }

    private List<Template> templates() {
        List<Template> templates = new ArrayList<>();
        for (FacebankRecord record : facebank.records()) {
            templates.add(new Template(record.templateId(), record.personId(), record.template()));
        }
        return templates;
    }

    private static void write(Writer lines, String line) {
        try {
            lines.write(line);
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
