package io.facestream.evaluate.pictures;

import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.job.detect.Observations;
import io.facestream.job.embed.ShotEmbedding;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedTrackEnd;
import io.facestream.job.identify.Identifier;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.identify.IdentifyState;
import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.observe.ObservedFace;
import io.facestream.job.render.FacePainter;
import io.facestream.job.track.TrackEnd;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.Face;
import io.facestream.vision.picture.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Says who is in a picture, by the job's own rules: a picture is a frame whose faces have been seen once and will not be seen again. So
 * gates, thresholds, margins and the rule that nobody is in a picture twice are those of a camera. One thread.
 */
public final class PictureIdentifier {
    private static final Comparator<Face> AS_OBSERVED = Comparator.comparingDouble(
                    (Face face) -> face.box().x())
            .thenComparingDouble(face -> face.box().y());
    /** Share of a picture from which a face is all that it shows. */
    private static final float PORTRAIT = 0.3f;

    private static final float[] NO_EMBEDDING = {};

    private final FaceFinder finder;
    private final KnownPeople people;
    private final Identifier identifier;
    private final FacePainter painter;

    /**
     * @param fpir as the people's
     * @param blurUnknown whether faces without a name are made unrecognisable where they are drawn
     */
    public PictureIdentifier(FaceFinder finder, KnownPeople people, double fpir, boolean blurUnknown) {
        IdentifyOptions defaults = IdentifyOptions.defaults();
        this.finder = finder;
        this.people = people;
        this.identifier = new Identifier(
                new IdentifyOptions(fpir, defaults.margin(), 1, 1, defaults.topK(), defaults.calibration()));
        this.painter = new FacePainter(blurUnknown);
    }

    /** The faces of a picture from left to right; those of people whom the facebank ignores are left out. */
    public List<SeenFace> identify(Picture picture) {
        FaceFinder.Found found = finder.find(picture);
        List<Face> faces = new ArrayList<>(found.faces());
        faces.sort(AS_OBSERVED);
        TrackedFrame frame =
                seenOnce(observed(picture, faces, margin(picture, found)).faces());
        List<byte[]> crops = frame.faces().stream()
                .filter(TrackedFace::isShot)
                .map(TrackedFace::crop)
                .toList();
        TrackedFrame embedded = ShotEmbedding.apply(
                frame, finder.embedCrops(crops), finder.card().normGate());
        List<SeenFace> seen = new ArrayList<>();
        for (IdentifiedTrackEnd end :
                identifier.step(IdentifyState.EMPTY, embedded, people).frame().ended()) {
            Decision decision = end.decision();
            if (!decision.ignored()) {
                seen.add(new SeenFace(faces.get(Integer.parseInt(end.trackId())), withoutIgnored(decision)));
            }
        }
        return seen;
    }

    /** Whoever cut a picture down to a face meant that face: it is judged with a margin, else it would be cut off at the edge. */
    private static int margin(Picture picture, FaceFinder.Found found) {
        boolean portrait = found.faces().stream()
                .anyMatch(face -> face.box().area() > PORTRAIT * picture.width() * picture.height());
        return portrait ? Math.max(found.margin(), Math.max(picture.width(), picture.height()) / 2) : found.margin();
    }

    private static Observation observed(Picture picture, List<Face> faces, int margin) {
        if (margin == 0) {
            return Observations.frame(new Frame("picture", 0, 0, 0, picture, FrameCounts.NONE), faces);
        }
        // only the size of the picture counts here
        try (Picture size = Picture.allocate(picture.width() + 2 * margin, picture.height() + 2 * margin)) {
            return Observations.frame(
                    new Frame("picture", 0, 0, 0, size, FrameCounts.NONE), FaceFinder.moved(faces, margin));
        }
    }

    /** A frame in which each face's track begins and ends; a track's id is its face's place. */
    private static TrackedFrame seenOnce(List<ObservedFace> faces) {
        List<TrackedFace> tracked = new ArrayList<>();
        List<TrackEnd> ended = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            tracked.add(seenOnce(Integer.toString(i), faces.get(i)));
            ended.add(new TrackEnd(Integer.toString(i), true, 0, 0, 0, 0));
        }
        return new TrackedFrame("picture", ObservationKind.FRAME, 0, 0, tracked, ended, Map.of(), "");
    }

    private Decision withoutIgnored(Decision decision) {
        return new Decision(
                decision.outcome(),
                decision.personId(),
                decision.score(),
                decision.margin(),
                decision.threshold(),
                decision.reason(),
                decision.topK().stream()
                        .filter(person -> !people.isIgnored(person.personId()))
                        .toList(),
                decision.shots());
    }

    /** Draws boxes, names and scores over a picture. */
    public void draw(Picture picture, List<SeenFace> faces) {
        painter.paintFaces(picture, faces.stream().map(SeenFace::drawn).toList());
    }

    private static TrackedFace seenOnce(String id, ObservedFace face) {
        return new TrackedFace(
                id,
                0,
                0,
                true,
                0,
                face.x(),
                face.y(),
                face.width(),
                face.height(),
                face.quality(),
                face.refusal(),
                face.crop(),
                NO_EMBEDDING,
                0);
    }
}
