package io.facestream.ingest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DecodeBenchIT {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeBenchIT.class);

    @Test
    void decodingAndScalingCostsNoMuchMoreThanWithFfmpeg() throws Exception {
        Path video = TestData.shared("video/scenes/real1.mp4");
        try {
            new ProcessBuilder("ffmpeg", "-version")
                    .redirectErrorStream(true)
                    .start()
                    .destroy();
        } catch (IOException e) {
            Assumptions.abort("no ffmpeg on the path (needs the package ffmpeg)");
        }
        DecodeBench.Result result = DecodeBench.measure(video, 640, 360, 5);
        LOG.info(
                "{}",
                String.format(
                        Locale.ROOT,
                        "G11: grabber %.0f, ffmpeg %.0f, ffmpeg scaling alike %.0f frames a CPU second: ratios %.3f, %.3f",
                        result.grabberFramesPerCpuSecond(),
                        result.ffmpegFramesPerCpuSecond(),
                        result.ffmpegAreaFramesPerCpuSecond(),
                        result.ratio(),
                        result.sameScalingRatio()));
        assertThat(result.frames()).isEqualTo(750);
        assertThat(result.ratio()).isGreaterThanOrEqualTo(0.9);
        // with room for a machine that is busy with other things
        assertThat(result.sameScalingRatio()).isGreaterThan(0.75);
    }
}
