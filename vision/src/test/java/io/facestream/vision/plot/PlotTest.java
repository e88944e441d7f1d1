package io.facestream.vision.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.evaluate.VerificationScores;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
    @TempDir
    private Path folder;

    private final Random random = new Random(1);

    @Test
    void theCurvesOfBeforeAndAfterAreDrawn() throws IOException {
        Path file = folder.resolve("roc.png");
        RocPlot.write(file, scores(0.25), scores(0.45));
        assertThat(count(image(file), Chart.SAME)).isGreaterThan(300);
        assertThat(count(image(file), Chart.DIFFERENT)).isGreaterThan(300);
        // scores without any overlap are one level line
        Path level = folder.resolve("level.png");
        RocPlot.write(
                level,
                new VerificationScores(new double[] {1}, new double[] {0}),
                new VerificationScores(new double[] {1}, new double[] {0}));
        assertThat(count(image(level), Chart.SAME)).isPositive();
    }

    @Test
    void scoresAreDrawnWithTheirThreshold() throws IOException {
        Path file = folder.resolve("scores.png");
        ScorePlot.write(file, "People not trained on", scores(0.45), 0.271);
        BufferedImage image = image(file);
        assertThat(count(image, Chart.SAME)).isGreaterThan(300);
        assertThat(count(image, Chart.DIFFERENT)).isGreaterThan(300);
        assertThat(count(image, Chart.MARK)).isGreaterThan(50);
    }

    @Test
    void labelsAreShort() {
        assertThat(DoubleStream.of(0, 0.09, 0.0001, 100, -2.5, 1e-6, 2e7).mapToObj(Chart::plain))
                .containsExactly("0", "0.09", "0.0001", "100", "-2.5", "1e-06", "2e+07");
    }

    @Test
    void aDensityHasTheAreaOne() {
        double[] density = ScorePlot.density(new double[] {0, 0.04, 0.9, 2}, 0, 0.025, 80);
        assertThat(DoubleStream.of(density).sum() * 0.025).isEqualTo(1, within(1e-12));
        assertThat(density[1]).isEqualTo(10, within(1e-9));
        assertThat(density[0]).isZero();
        assertThat(density[81]).isZero();
    }

    private VerificationScores scores(double apart) {
        return new VerificationScores(
                DoubleStream.generate(() -> apart + 0.12 * random.nextGaussian())
                        .limit(450)
                        .toArray(),
                DoubleStream.generate(() -> 0.1 * random.nextGaussian())
                        .limit(4500)
                        .toArray());
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
