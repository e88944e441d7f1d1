package io.facestream.ingest.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What decoding and scaling a file to BGR costs here and with the {@code ffmpeg} program, in CPU time, measured in turns so that both
 * meet the same machine: G11 of the performance goals.
 */
public final class DecodeBench {
    private static final Pattern CPU_SECONDS = Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s");

    private DecodeBench() {}

    /**
     * Medians over the rounds.
     *
     * @param frames frames of the file
     * @param grabberFramesPerCpuSecond decoded, scaled by area averages and written to a picture by the grabber
     * @param ffmpegFramesPerCpuSecond by {@code ffmpeg -threads 1 -vf scale=W:H,format=bgr24}, which scales bicubically; start-up included
     * @param ffmpegAreaFramesPerCpuSecond by the same with {@code flags=area}, the grabber's way of scaling
     */
    public record Result(
            int frames,
            double grabberFramesPerCpuSecond,
            double ffmpegFramesPerCpuSecond,
            double ffmpegAreaFramesPerCpuSecond) {

        /** The grabber's speed over that of ffmpeg as it is called by default: G11; more than 1 is faster. */
        public double ratio() {
            return grabberFramesPerCpuSecond / ffmpegFramesPerCpuSecond;
        }

        /** The grabber's speed over that of ffmpeg scaling in the same way. Other builds of the same decoder differ by a tenth. */
        public double sameScalingRatio() {
            return grabberFramesPerCpuSecond / ffmpegAreaFramesPerCpuSecond;
        }
    }

    /**
     * Measures one file.
     *
     * @throws IOException if the file cannot be read or there is no {@code ffmpeg} on the path
     */
    public static Result measure(Path video, int width, int height, int rounds) throws IOException {
        List<Double> grabber = new ArrayList<>();
        List<Double> ffmpeg = new ArrayList<>();
        List<Double> ffmpegArea = new ArrayList<>();
        int frames = 0;
        grab(video, width, height);
        for (int round = 0; round < rounds; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            frames = grab(video, width, height);
            grabber.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9);
            ffmpeg.add(ffmpegCpuSeconds(video, "scale=" + width + ":" + height + ",format=bgr24"));
            ffmpegArea.add(ffmpegCpuSeconds(video, "scale=" + width + ":" + height + ":flags=area,format=bgr24"));
        }
        return new Result(frames, frames / median(grabber), frames / median(ffmpeg), frames / median(ffmpegArea));
    }

    private static int grab(Path video, int width, int height) throws IOException {
        int frames = 0;
        try (FrameGrabber grabber = FrameGrabber.of(CameraSpec.parse("bench=" + video));
                Picture picture = Picture.allocate(width, height)) {
            grabber.open();
            while (grabber.decode()) {
                grabber.convert(picture);
                frames++;
            }
        }
        return frames;
    }

    private static double ffmpegCpuSeconds(Path video, String filter) throws IOException {
        Process process = new ProcessBuilder(
                        "ffmpeg",
                        "-hide_banner",
                        "-nostats",
                        "-benchmark",
                        "-threads",
                        "1",
                        "-i",
                        video.toString(),
                        "-an",
                        "-vf",
                        filter,
                        "-f",
                        "null",
                        "-")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        Matcher cpu = CPU_SECONDS.matcher(said);
        if (!cpu.find()) {
            throw new IOException(
                    "ffmpeg: told no CPU time for " + video + " (expected: ffmpeg on the path, a file it can read)");
        }
        return Double.parseDouble(cpu.group(1)) + Double.parseDouble(cpu.group(2));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
