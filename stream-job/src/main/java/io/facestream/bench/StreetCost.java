package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a frame, a face and a visit cost behind the detector, from few cameras to many, on streets whose truth is known: the job's
 * operators, state, checkpoints and sinks, against a plain loop of the same steps, whose events have to be the same ones.
 */
final class StreetCost implements Measurement {
    private static final int FRAMES_A_SECOND = 8;
    private static final int LEAST_FRAMES = 240_000;
    private static final int LEAST_SECONDS = 60;
    private static final int WARM_UP_SECONDS = 300;
    private static final double GOAL_A_DOUBLING = 1.02;

    private final ScaleOptions options;

    StreetCost(ScaleOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String about() {
        return "made streets behind the detector: CPU a frame and a face from few cameras to many, <= 2 % more a doubling;"
                + " events as the truth, no wrong name";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Path folder = workplace.fresh("scale");
        Streets streets = new Streets(options.people(), folder);
        workplace.say("warming up");
        MadeStreet small = street(10, WARM_UP_SECONDS, options.visitsAnHour());
        streets.plain(small);
        streets.job(small);
        workplace.say(
                "cameras | frames | faces | embedded | visits | plain loop, us a frame | job: us a frame, no face | a face"
                        + " | frames/s a core | x real time | checkpoint KB | ms | events | right");
        List<Double> perFrame = new ArrayList<>();
        boolean right = true;
        for (int cameras : options.cameras()) {
            int seconds = Math.max(LEAST_SECONDS, LEAST_FRAMES / FRAMES_A_SECOND / cameras);
            MadeStreet street = street(cameras, seconds, options.visitsAnHour());
            Streets.Walk empty = streets.job(street(cameras, seconds, 0));
            Streets.Plain plain = streets.plain(street);
            Streets.Walk walk = streets.job(street);
            right &= report(workplace, figures.putObject(String.valueOf(cameras)), street, empty, plain, walk);
            perFrame.add(walk.run().cost().cpuSeconds() / walk.frames());
        }
        double growth = growthADoubling(options.cameras(), perFrame);
        workplace.say(String.format(
                Locale.ROOT,
                "CPU a frame, each doubling of the cameras: x %.3f (goal: at most %.2f); events %s",
                growth,
                GOAL_A_DOUBLING,
                right ? "as the truth and as the plain loop's" : "NOT as they have to be"));
        figures.put("people", options.people()).put("visitsAnHour", options.visitsAnHour());
        figures.put("growthADoubling", growth)
                .put("growthGoal", GOAL_A_DOUBLING)
                .put("right", right);
        return right && growth <= GOAL_A_DOUBLING;
    }

    private MadeStreet street(int cameras, int seconds, int visitsAnHour) {
        return new MadeStreet(cameras, options.people(), visitsAnHour, FRAMES_A_SECOND, seconds);
    }

    private static double growthADoubling(List<Integer> cameras, List<Double> costs) {
        int last = cameras.size() - 1;
        double doublings = Math.log((double) cameras.get(last) / cameras.get(0)) / Math.log(2);
        return doublings == 0 ? 1 : Math.pow(costs.get(last) / costs.get(0), 1 / doublings);
    }

    private static boolean report(
            Workplace workplace,
            ObjectNode figures,
            MadeStreet street,
            Streets.Walk empty,
            Streets.Plain plain,
            Streets.Walk walk) {
        StreetTruth truth = walk.truth();
        double frameMicros = 1e6 * empty.run().cost().cpuSeconds() / empty.frames();
        double cpu = walk.run().cost().cpuSeconds();
        double faceMicros = (1e6 * cpu - frameMicros * walk.frames()) / Math.max(1, walk.faces());
        boolean same = truth.ids().equals(plain.ids());
        boolean right = truth.isRight() && same && walk.counts().reconciles();
        double realTime = street.seconds() / walk.run().cost().wallSeconds();
        workplace.say(String.format(
                Locale.ROOT,
                "%,d | %,d | %,d | %,d | %,d | %.1f | %.1f: %.1f | %.1f | %,.0f | %.1f | %,d | %.0f | %,d | %s",
                street.cameras(),
                walk.frames(),
                walk.faces(),
                walk.embedded(),
                truth.visits(),
                1e6 * plain.cost().cpuSeconds() / walk.frames(),
                1e6 * cpu / walk.frames(),
                frameMicros,
                faceMicros,
                walk.frames() / cpu,
                realTime,
                walk.run().checkpointBytes() / 1024,
                walk.run().checkpointMillis(),
                walk.events(),
                right ? "yes" : "NO"));
        workplace.say(String.format(
                Locale.ROOT,
                "    %s; of %,d enrolled visitors %,d named, %d wrong names, %d clear ones missed; lost %d, invented %d;"
                        + " the loop's events %s; counts %s",
                truth.events(),
                truth.enrolled(),
                truth.named(),
                truth.wrong(),
                truth.clearMisses(),
                truth.lost(),
                truth.invented(),
                same ? "are the same" : "DIFFER",
                walk.counts().reconciles() ? "reconcile" : "DO NOT RECONCILE"));
        figures.put("frames", walk.frames()).put("faces", walk.faces()).put("embedded", walk.embedded());
        figures.put("visits", truth.visits()).put("events", walk.events());
        figures.put("plainMicrosAFrame", 1e6 * plain.cost().cpuSeconds() / walk.frames());
        figures.put("microsAFrame", 1e6 * cpu / walk.frames());
        figures.put("microsAFrameWithoutFace", frameMicros).put("microsAFace", faceMicros);
        figures.put("microsAVisit", (1e6 * cpu - frameMicros * walk.frames()) / Math.max(1, truth.visits()));
        figures.put("microsAnEvent", (1e6 * cpu - frameMicros * walk.frames()) / Math.max(1, walk.events()));
        figures.put("framesACoreSecond", walk.frames() / cpu).put("realTime", realTime);
        figures.put("checkpoints", walk.run().checkpoints());
        figures.put("checkpointBytes", walk.run().checkpointBytes());
        figures.put("checkpointMillis", walk.run().checkpointMillis());
        figures.put("enrolled", truth.enrolled()).put("named", truth.named()).put("wrong", truth.wrong());
        figures.put("bytesAnEvent", plain.bytesAnEvent()).put("right", right);
        return right;
    }
}
