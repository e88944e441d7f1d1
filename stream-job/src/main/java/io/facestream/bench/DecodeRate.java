package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.ingest.bench.DecodeBench;
import java.util.Locale;

/** G11: decoding and scaling by the grabber, in relation to the {@code ffmpeg} program on one thread. */
final class DecodeRate implements Measurement {
    private static final double GOAL = 0.90;

    @Override
    public String name() {
        return "G11";
    }

    @Override
    public String about() {
        return "frames decoded and scaled a CPU second, grabber / ffmpeg -threads 1 -vf scale, >= 0.90";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        DecodeBench.Result result =
                DecodeBench.measure(workplace.data("video/scenes/real1.mp4"), 640, 360, workplace.rounds());
        workplace.say(String.format(
                Locale.ROOT,
                "grabber %.0f, ffmpeg %.0f, ffmpeg scaling alike %.0f frames a CPU second: ratios %.3f, %.3f",
                result.grabberFramesPerCpuSecond(),
                result.ffmpegFramesPerCpuSecond(),
                result.ffmpegAreaFramesPerCpuSecond(),
                result.ratio(),
                result.sameScalingRatio()));
        figures.put("ratio", result.ratio())
                .put("sameScalingRatio", result.sameScalingRatio())
                .put("goal", GOAL)
                .put("rounds", workplace.rounds());
        return result.ratio() >= GOAL;
    }
}
