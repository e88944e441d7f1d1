package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** G9: frames a second with a checkpoint each second, in relation to the same run with none. */
final class CheckpointCost implements Measurement {
    private static final double GOAL = 0.97;
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration BEGINNING = Duration.ofSeconds(4);
    private static final int COPIES = 3;

    @Override
    public String name() {
        return "G9";
    }

    @Override
    public String about() {
        return "frames a second with 1 s checkpoints / without, >= 0.97";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Map<String, Path> cameras = new TreeMap<>();
        for (String scene : List.of("real1", "photo_cam1")) {
            for (int copy = 1; copy <= COPIES; copy++) {
                cameras.put(scene + "-" + copy, workplace.data("video/scenes/" + scene + ".mp4"));
            }
        }
        Path bank = workplace.data("video/scene_facebank");
        Path out = workplace.fresh("g9");
        workplace.say("warming up");
        seconds(cameras, bank, out, NEVER);
        seconds(cameras, bank, out, OFTEN);
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= workplace.rounds(); round++) {
            double without = seconds(cameras, bank, out, NEVER);
            double with = seconds(cameras, bank, out, OFTEN);
            ratios.add(without / with);
            workplace.say(String.format(
                    Locale.ROOT,
                    "round %d: %.2f s without, %.2f s with, ratio %.3f",
                    round,
                    without,
                    with,
                    without / with));
        }
        double median = Cost.median(ratios);
        workplace.say(String.format(Locale.ROOT, "median %.3f", median));
        figures.put("ratio", median).put("goal", GOAL).put("rounds", workplace.rounds());
        ratios.forEach(figures.putArray("ratios")::add);
        return median >= GOAL;
    }

    /** Wall-clock seconds of the scenes without what starting and draining cost. */
    private static double seconds(Map<String, Path> cameras, Path bank, Path out, Duration interval) throws Exception {
        Cost whole = Cost.of(() -> run(cameras, bank, out, interval).run());
        Cost beginning = Cost.of(
                () -> run(cameras, bank, out, interval).duration(BEGINNING).run());
        return whole.minus(beginning).wallSeconds();
    }

    private static JobRun run(Map<String, Path> cameras, Path bank, Path out, Duration interval) {
        return new JobRun(cameras, bank, out).parallelism(1).checkpointInterval(interval);
    }
}
