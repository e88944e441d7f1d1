package io.facestream.training.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.plot.Chart;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
    @TempDir
    private Path folder;

    private final Random random = new Random(1);

    @Test
    void lossAndRateAreDrawnInTheirColours() throws IOException {
        Path file = folder.resolve("plots/loss.png");
        LossPlot.write(
                file,
                IntStream.range(0, 5000)
                        .mapToObj(i -> new LossPlot.Step(
                                i,
                                i == 7 ? Double.NaN : 3 + 18 * Math.exp(-i / 1200.0) + random.nextGaussian(),
                                0.05 * (1 + Math.cos(Math.PI * i / 5000))))
                        .toList());
        BufferedImage image = image(file);
        assertThat(count(image, Chart.SAME)).isGreaterThan(300);
        assertThat(count(image, Chart.DIFFERENT)).isGreaterThan(300);
        assertThat(count(image, Chart.FAINT)).isGreaterThan(300);
    }

    @Test
    void verificationIsDrawnFromTheFirstEpochOn() throws IOException {
        Path file = folder.resolve("verification.png");
        VerificationPlot.write(file, List.of(new VerificationPlot.Epoch(0, 0.65, 0.06, 0.61)));
        assertThat(count(image(file), Chart.SAME)).isPositive();
        VerificationPlot.write(
                file,
                IntStream.range(0, 7)
                        .mapToObj(i -> new VerificationPlot.Epoch(
                                i,
                                0.97 - 0.32 * Math.exp(-i),
                                0.62 - 0.56 * Math.exp(-i / 2.0),
                                0.91 - 0.3 * Math.exp(-i)))
                        .toList());
        assertThat(count(image(file), Chart.SAME)).isGreaterThan(300);
        assertThat(count(image(file), Chart.THIRD)).isGreaterThan(300);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aRangeTestThatShootsUpKeepsItsShape() throws IOException {
        double[] rates = IntStream.range(0, 100)
                .mapToDouble(i -> Math.pow(10, -6 + 0.07 * i))
                .toArray();
        double[] losses = DoubleStream.of(rates)
                .map(rate -> 9 - 5 * rate / (rate + 0.003) + (rate > 0.5 ? 200 * rate : 0))
                .toArray();
        Path file = folder.resolve("rates.png");
        RatePlot.write(file, rates, losses, 0.004);
        assertThat(count(image(file), Chart.SAME)).isGreaterThan(500);
        assertThat(count(image(file), Chart.MARK)).isGreaterThan(50);
        assertThatThrownBy(() -> RatePlot.write(file, rates, new double[3], 1))
                .hasMessage("losses: 3 (expected: one for each of the 100 rates, at least one)");
    }

    @Test
    void smoothingBeginsAtTheFirstLossAndForgets() {
        // 160 losses: half of each step's weight goes to the newest
        double[] losses = new double[160];
        losses[0] = 4;
        losses[1] = 1;
        double[] smoothed = LossPlot.smoothed(losses);
        assertThat(smoothed[0]).isEqualTo(4);
        // (0.5 * 1 + 0.25 * 4) / 0.75
        assertThat(smoothed[1]).isEqualTo(2, within(1e-12));
        assertThat(smoothed[159]).isLessThan(1e-12);
    }

    private static BufferedImage image(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(960);
        assertThat(image.getHeight()).isEqualTo(600);
        return image;
    }

    private static int count(BufferedImage image, Color colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == (colour.getRGB() & 0xffffff) ? 1 : 0;
            }
        }
        return count;
    }
}
