package io.facestream.bench;

import io.facestream.job.embed.ShotEmbedding;
import io.facestream.job.event.EventJson;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.Identifier;
import io.facestream.job.identify.IdentifyState;
import io.facestream.job.identify.PeopleSearch;
import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.run.JobSettings;
import io.facestream.job.track.TrackedFrame;
import io.facestream.job.track.Tracker;
import io.facestream.job.track.TrackerState;
import io.facestream.job.visit.VisitState;
import io.facestream.job.visit.Visits;
import io.facestream.vision.embed.Embedding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** What happens to the observations of one camera behind the detector, one step after the other in one thread, and no Flink. */
final class PlainSteps {
    private final Tracker tracker;
    private final Identifier identifier;
    private final Visits visits;
    private final PeopleSearch people;
    private final Function<List<byte[]>, List<Embedding>> embed;
    private final float normGate;
    private final Consumer<String> lines;
    private TrackerState tracks = TrackerState.EMPTY;
    private IdentifyState evidence = IdentifyState.EMPTY;
    private VisitState present = VisitState.EMPTY;
    private int written;

    /**
     * @param embed a vector for each crop
     * @param lines takes each event as JSON
     */
    PlainSteps(
            JobSettings settings,
            PeopleSearch people,
            Function<List<byte[]>, List<Embedding>> embed,
            float normGate,
            Consumer<String> lines) {
        this.tracker = new Tracker(settings.tracker());
        this.identifier = new Identifier(settings.identify());
        this.visits = new Visits(settings.visits());
        this.people = people;
        this.embed = embed;
        this.normGate = normGate;
        this.lines = lines;
    }

    void take(Observation observation) {
        Tracker.Step tracked = tracker.step(tracks, observation);
        tracks = tracked.state();
        List<byte[]> crops = ShotEmbedding.crops(tracked.frame());
        TrackedFrame embedded =
                crops.isEmpty() ? tracked.frame() : ShotEmbedding.apply(tracked.frame(), embed.apply(crops), normGate);
        Identifier.Step identified = identifier.step(evidence, embedded, people);
        evidence = identified.state();
        Visits.Step visited = visits.step(present, identified.frame());
        present = visited.state();
        for (IdentityEvent event : visited.events()) {
            lines.accept(EventJson.write(event, Instant.now()));
            written++;
        }
    }

    void end(String cameraId) {
        take(new Observation(cameraId, ObservationKind.ENDED, tracks.clockMillis(), -1, 0, 0, List.of(), Map.of(), ""));
    }

    /** How many events there were. */
    int written() {
        return written;
    }
}
