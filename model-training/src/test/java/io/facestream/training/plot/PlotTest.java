package io.facestream.training.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.vision.plot.Ink;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
    @TempDir
    private Path folder;

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
        assertThat(count(image(file), Ink.SAME)).isGreaterThan(500);
        assertThat(count(image(file), Ink.MARK)).isGreaterThan(50);
        assertThatThrownBy(() -> RatePlot.write(file, rates, new double[3], 1))
                .hasMessage("losses: 3 (expected: one for each of the 100 rates, at least one)");
    }

    private static BufferedImage image(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(960);
        assertThat(image.getHeight()).isEqualTo(600);
        return image;
    }

    private static int count(BufferedImage image, Ink ink) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == (ink.light()) ? 1 : 0;
            }
        }
        return count;
    }
}
