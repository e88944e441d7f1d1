package io.facestream.bench;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.job.detect.Observations;
import io.facestream.job.embed.ShotEmbedding;
import io.facestream.job.event.EventJson;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.Identifier;
import io.facestream.job.identify.IdentifyState;
import io.facestream.job.identify.PeopleSearch;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.run.JobSettings;
import io.facestream.job.track.TrackedFrame;
import io.facestream.job.track.Tracker;
import io.facestream.job.track.TrackerState;
import io.facestream.job.visit.VisitState;
import io.facestream.job.visit.Visits;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.PersonMean;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.threshold.MatchThresholds;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
            Search people = new Search(gallery);
            int written = 0;
            for (CameraSpec camera : settings.cameras()) {
                Steps steps = new Steps(embedder, people, lines);
                watch(camera, analyzer, steps);
                steps.end(camera.id());
                written += steps.written;
            }
            return written;
        }
    }

    /** Every frame is decoded; those on the job's grid are looked at. */
    private void watch(CameraSpec camera, FaceAnalyzer analyzer, Steps steps) throws Exception {
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

    /** What happens to an observation, one step after the other. */
    private final class Steps {
        private final Tracker tracker = new Tracker(settings.tracker());
        private final Identifier identifier = new Identifier(settings.identify());
        private final Visits visits = new Visits(settings.visits());
        private final FaceEmbedder embedder;
        private final PeopleSearch people;
        private final Writer lines;
        private TrackerState tracks = TrackerState.EMPTY;
        private IdentifyState evidence = IdentifyState.EMPTY;
        private VisitState present = VisitState.EMPTY;
        private int written;

        Steps(FaceEmbedder embedder, PeopleSearch people, Writer lines) {
            this.embedder = embedder;
            this.people = people;
            this.lines = lines;
        }

        void end(String cameraId) throws Exception {
            take(new Observation(
                    cameraId, ObservationKind.ENDED, tracks.clockMillis(), -1, 0, 0, List.of(), Map.of(), ""));
        }

        void take(Observation observation) throws Exception {
            Tracker.Step tracked = tracker.step(tracks, observation);
            tracks = tracked.state();
            List<byte[]> crops = ShotEmbedding.crops(tracked.frame());
            TrackedFrame embedded = crops.isEmpty()
                    ? tracked.frame()
                    : ShotEmbedding.apply(
                            tracked.frame(),
                            embedder.embed(crops),
                            embedder.card().normGate());
            Identifier.Step identified = identifier.step(evidence, embedded, people);
            evidence = identified.state();
            Visits.Step visited = visits.step(present, identified.frame());
            present = visited.state();
            for (IdentityEvent event : visited.events()) {
                lines.write(EventJson.write(event, Instant.now()));
                lines.write('\n');
                written++;
            }
        }
    }

    private final class Search implements PeopleSearch {
        private final Gallery gallery;
        private final MatchThresholds table =
                MatchThresholds.of(pack.embedding().card());

        Search(Gallery gallery) {
            this.gallery = gallery;
        }

        @Override
        public List<RankedPerson> search(float[] probe, int k) {
            return gallery.search(probe, k).stream()
                    .map(found -> new RankedPerson(found.personId(), found.score()))
                    .toList();
        }

        @Override
        public int people() {
            return gallery.people();
        }

        @Override
        public float threshold(int shots) {
            return (float) table.at(settings.identify().fpir(), gallery.people(), shots)
                    .value();
        }

        @Override
        public String version() {
            return facebank.version();
        }

        @Override
        public String modelId() {
            return facebank.modelId();
        }
    }
}
