package io.facestream.bench;

import io.facestream.facebank.FacebankFile;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.observe.Counts;
import io.facestream.job.observe.Observation;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.RunSummary;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.threshold.MatchThresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Walks made streets with one facebank: by the job, and by a plain loop of the same steps, which has to say the same. */
final class Streets {
    /** A street that was walked by the job. */
    record Walk(MadeStreetRun.Result run, RunSummary counts, StreetTruth truth) {
        long frames() {
            return counts.total(Counts.FRAMES_PROCESSED);
        }

        long faces() {
            return counts.total(Counts.FACES_DETECTED);
        }

        long embedded() {
            return counts.total(Counts.FACES_EMBEDDED);
        }

        long events() {
            return truth.events().values().stream()
                    .mapToLong(Integer::longValue)
                    .sum();
        }
    }

    /** What the plain loop said and cost. */
    record Plain(Cost cost, Map<String, Integer> ids, double bytesAnEvent) {}

    private final int people;
    private final Path folder;
    private final Path bank;

    Streets(int people, Path folder) throws IOException {
        this.people = people;
        this.folder = folder;
        this.bank = folder.resolve("people.facebank");
        FacebankFile.write(MadeFacebank.people(0, people), bank);
    }

    private JobSettings settings(MadeStreet street, Path out) {
        Map<String, Path> cameras = new HashMap<>();
        for (int camera = 0; camera < street.cameras(); camera++) {
            cameras.put(MadeStreet.cameraId(camera), folder.resolve("made.mp4"));
        }
        return new JobRun(cameras, bank, out).settings();
    }

    private double threshold(int shots) {
        ModelCard card = ModelStore.defaultPack().embedding().card();
        return MatchThresholds.of(card)
                .at(IdentifyOptions.defaults().fpir(), people, shots)
                .value();
    }

    /** Bytes of heap and direct memory that a job has in use while it has its facebank and waits for frames. */
    double idleBytes(MadeStreet street) throws Exception {
        Path out = Files.createDirectories(folder.resolve("weighed"));
        return MadeStreetRun.run(street, settings(street, out), true).idleBytes();
    }

    Walk job(MadeStreet street) throws Exception {
        Path out = folder.resolve("job");
        if (Files.exists(out)) {
            Workplace.delete(out);
        }
        Files.createDirectories(out);
        MadeStreetRun.Result run = MadeStreetRun.run(street, settings(street, out), false);
        return new Walk(
                run,
                RunSummary.read(out, run.cost().wallSeconds()),
                StreetTruth.of(street, out.resolve(FaceJob.EVENTS_FILE), threshold(3)));
    }

    Plain plain(MadeStreet street) throws Exception {
        ModelCard card = ModelStore.defaultPack().embedding().card();
        JobSettings settings = settings(street, folder.resolve("plain"));
        Path events = folder.resolve("plain.jsonl");
        List<Template> templates = new ArrayList<>(people);
        for (int person = 0; person < people; person++) {
            templates.add(new Template("person" + person, "person" + person, MadeFacebank.unit(person)));
        }
        double made = 0;
        Cost cost;
        try (Gallery gallery = Gallery.of(templates);
                Writer lines = Files.newBufferedWriter(events)) {
            PlainSearch search = new PlainSearch(
                    gallery, MatchThresholds.of(card), settings.identify().fpir(), "", card.sha256());
            MadeCameras cameras = new MadeCameras(street, MadeCameras.part(street, 0, 1));
            List<PlainSteps> steps = new ArrayList<>();
            for (int camera = 0; camera < street.cameras(); camera++) {
                steps.add(new PlainSteps(
                        settings, search, MadeStreet::vectors, (float) card.normGate(), line -> write(lines, line)));
            }
            cost = Cost.of(() -> walk(street, cameras, steps));
            made = cameras.cpuNanos() / 1e9;
        }
        StreetTruth truth = StreetTruth.of(street, events, threshold(3));
        return new Plain(
                new Cost(cost.cpuSeconds() - made, cost.wallSeconds() - made),
                truth.ids(),
                (double) Files.size(events) / Math.max(1, truth.ids().size()));
    }

    private static void walk(MadeStreet street, MadeCameras cameras, List<PlainSteps> steps) {
        for (int tick = 0; tick <= street.ticks(); tick++) {
            List<Observation> shown = cameras.at(tick);
            for (int camera = 0; camera < shown.size(); camera++) {
                steps.get(camera).take(shown.get(camera));
            }
        }
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
