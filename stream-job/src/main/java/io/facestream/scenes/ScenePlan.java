package io.facestream.scenes;

import io.facestream.vision.detect.FaceBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Who walks through a hard scene, when, and along which line. Three lanes, walked in turn in alternating directions, two to four people
 * at a time; some change the lane on their way and cross another. Everything follows from the photographs and the seed.
 */
record ScenePlan(List<Actor> actors, double seconds) {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    static final int FRAMES_A_SECOND = 25;
    static final int NOISE = 12;
    static final double BLUR = 0.9;
    static final double PASSAGE_SECONDS = 8;

    private static final double SMALLEST_FACE = 45;
    private static final double LARGEST_FACE = 150;
    private static final double[] LANES = {135, 360, 585};
    private static final double CROSSING_SHARE = 0.3;
    private static final double CLEAR_SECONDS = 4;
    private static final double CLEAR_SHARE = 0.9;
    private static final int ATTEMPTS = 10_000;

    ScenePlan {
        actors = List.copyOf(actors);
    }

    /** Plans one passage a photograph, in their order; tries again until each face is clearly seen for at least four seconds. */
    static ScenePlan of(List<Photo> photos, List<Boolean> enrolled, Random random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ScenePlan plan = draw(photos, enrolled, random);
            if (plan.actors.stream().allMatch(actor -> plan.clearSeconds(actor) >= CLEAR_SECONDS)) {
                return plan;
            }
        }
        throw new IllegalStateException("no plan of " + photos.size() + " passages shows every face clearly");
    }

    private static ScenePlan draw(List<Photo> photos, List<Boolean> enrolled, Random random) {
        List<Actor> actors = new ArrayList<>();
        double start = 0.6;
        for (int i = 0; i < photos.size(); i++) {
            actors.add(draw(photos.get(i), enrolled.get(i), i % LANES.length, onFrame(start), random));
            start += uniform(random, 2.0, 3.0);
        }
        double end = actors.get(actors.size() - 1).toSeconds();
        return new ScenePlan(actors, Math.ceil(end + 1.5));
    }

    private static Actor draw(Photo photo, boolean enrolled, int lane, double start, Random random) {
        double faceHeight = photo.box().height();
        double first = SMALLEST_FACE * Math.pow(LARGEST_FACE / SMALLEST_FACE, random.nextDouble());
        double last = Math.min(LARGEST_FACE, Math.max(SMALLEST_FACE, first * uniform(random, 0.6, 1.6)));
        double fromScale = thousandths(first / faceHeight);
        double toScale = thousandths(last / faceHeight);
        int otherLane = lane == 1 ? 2 * random.nextInt(2) : 1;
        int lastLane = random.nextDouble() < CROSSING_SHARE ? otherLane : lane;
        double reach = photo.cut()[2] / 2.0;
        double before = -Math.round(reach * fromScale);
        double beyond = WIDTH + Math.round(reach * toScale);
        double fromY = LANES[lane] + random.nextInt(41) - 20;
        double toY = LANES[lastLane] + random.nextInt(41) - 20;
        boolean leftwards = lane == 1;
        Actor.Point from = new Actor.Point(leftwards ? WIDTH - before : before, fromY);
        Actor.Point to = new Actor.Point(leftwards ? WIDTH - beyond : beyond, toY);
        return new Actor(photo, enrolled, start, start + PASSAGE_SECONDS, from, to, fromScale, toScale);
    }

    /** How long the actor's face is inside the frame and at most a tenth of it hidden. */
    double clearSeconds(Actor actor) {
        int clear = 0;
        int frames = (int) (PASSAGE_SECONDS * FRAMES_A_SECOND);
        for (int frame = 0; frame < frames; frame += 5) {
            double moment = actor.fromSeconds() + (double) frame / FRAMES_A_SECOND;
            clear += visibleShare(actor, moment) >= CLEAR_SHARE ? 1 : 0;
        }
        return clear * 5.0 / FRAMES_A_SECOND;
    }

    /** The share of the actor's face that is in the frame and not hidden by those drawn over it, 0..1. */
    double visibleShare(Actor actor, double moment) {
        List<FaceBox> above = actors.subList(actors.indexOf(actor) + 1, actors.size()).stream()
                .filter(other -> other.isOn(moment))
                .map(other -> other.rectangleAt(moment))
                .toList();
        FaceBox face = actor.faceAt(moment);
        int grid = 10;
        int seen = 0;
        for (int cell = 0; cell < grid * grid; cell++) {
            double x = face.x() + (cell % grid + 0.5) / grid * face.width();
            double y = face.y() + (cell / grid + 0.5) / grid * face.height();
            boolean inside = x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT;
            seen += inside && above.stream().noneMatch(box -> holds(box, x, y)) ? 1 : 0;
        }
        return seen / (double) (grid * grid);
    }

    private static boolean holds(FaceBox box, double x, double y) {
        return x >= box.x() && y >= box.y() && x < box.x() + box.width() && y < box.y() + box.height();
    }

    private static double uniform(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double onFrame(double value) {
        return Math.round(value * FRAMES_A_SECOND) / (double) FRAMES_A_SECOND;
    }

    private static double thousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
