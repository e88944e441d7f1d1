package io.facestream.vision.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.evaluate.RocPoint;
import io.facestream.vision.evaluate.VerificationScores;
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

    /** Two of three of one person above all of two people; the third above one of four. */
    private final VerificationScores few =
            new VerificationScores(new double[] {0.9, 0.8, 0.2}, new double[] {0.5, 0.4, 0.3, 0.1});

    @Test
    void lossAndRateAreDrawnInTheirColours() throws IOException {
        List<LossPlot.Step> steps = IntStream.range(0, 5000)
                .mapToObj(i -> new LossPlot.Step(
                        i,
                        i == 7 ? Double.NaN : 3 + 18 * Math.exp(-i / 1200.0) + random.nextGaussian(),
                        0.05 * (1 + Math.cos(Math.PI * i / 5000))))
                .toList();
        BufferedImage image = image(LossPlot.of(steps), "plots/loss.png");
        assertThat(count(image, Ink.SAME)).isGreaterThan(300);
        assertThat(count(image, Ink.DIFFERENT)).isGreaterThan(300);
        assertThat(count(image, Ink.FAINT)).isGreaterThan(100);
    }

    @Test
    void verificationIsDrawnFromTheFirstEpochOn() throws IOException {
        List<VerificationPlot.Epoch> first = List.of(new VerificationPlot.Epoch(0, 0.65, 0.06, 0.61, Double.NaN));
        assertThat(count(image(VerificationPlot.of(first), "one.png"), Ink.SAME))
                .isPositive();
        assertThat(VerificationPlot.thresholds(first)).isEmpty();
        List<VerificationPlot.Epoch> epochs = IntStream.range(0, 7)
                .mapToObj(i -> new VerificationPlot.Epoch(
                        i,
                        0.97 - 0.32 * Math.exp(-i),
                        0.62 - 0.56 * Math.exp(-i / 2.0),
                        0.91 - 0.3 * Math.exp(-i),
                        0.3))
                .toList();
        BufferedImage image = image(VerificationPlot.of(epochs), "one.png");
        assertThat(count(image, Ink.SAME)).isGreaterThan(300);
        assertThat(count(image, Ink.THIRD)).isGreaterThan(300);
        assertThat(VerificationPlot.thresholds(epochs)).isPresent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("one.png"));
        }
    }

    @Test
    void aRocBeginsAtOnePairOfTwoPeople() throws IOException {
        assertThat(RocPlot.points(few))
                .extracting(RocPoint::falseAcceptRate, RocPoint::trueAcceptRate)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0.25, 2 / 3.0), // what is above all of two people
                        org.assertj.core.groups.Tuple.tuple(0.75, 2 / 3.0),
                        org.assertj.core.groups.Tuple.tuple(0.75, 1.0),
                        org.assertj.core.groups.Tuple.tuple(1.0, 1.0));
        Chart chart = RocPlot.of(
                "ROC", List.of(new Curve("before", few, Ink.DIFFERENT), new Curve("after", scores(0.45), Ink.SAME)));
        BufferedImage image = image(chart, "roc.png");
        assertThat(count(image, Ink.SAME)).isGreaterThan(300);
        assertThat(count(image, Ink.DIFFERENT)).isGreaterThan(300);
        // 2 of 3 above 4 of 4, 1 of 3 above 1 of 4: (4 + 4 + 1) / 12
        assertThat(chart.figure().svg("roc")).contains("before, AUC 0.7500");
        // scores without any overlap are one level line
        VerificationScores apart = new VerificationScores(new double[] {1}, new double[] {0});
        assertThat(count(image(RocPlot.of("", List.of(new Curve("", apart, Ink.SAME))), "level.png"), Ink.SAME))
                .isPositive();
    }

    @Test
    void aDetShowsHalfAPairWhereThereIsNoError() {
        double[][] line = DetPlot.points(few);
        // from "nothing is accepted" to "everything is": rates of 0 and 1 of 4 and of 3 pairs
        assertThat(line[0]).containsExactly(1 / 8.0, 1 / 8.0, 0.75, 0.75, 7 / 8.0);
        assertThat(line[1]).containsExactly(new double[] {5 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0, 1 / 6.0}, within(1e-12));
    }

    @Test
    void normalDistributionsAreStraightOnADet() {
        // quantiles of the standard normal distribution, as tables have them
        assertThat(NormalDeviate.of(0.5)).isEqualTo(0, within(1e-9));
        assertThat(NormalDeviate.of(0.975)).isEqualTo(1.959963985, within(1e-8));
        assertThat(NormalDeviate.of(0.001)).isEqualTo(-3.090232306, within(1e-8));
        Axis axis = new Axis(Axis.Scale.NORMAL_DEVIATE, 0.01, 0.99, Axis::perCent);
        assertThat(axis.share(0.5)).isEqualTo(0.5, within(1e-9));
        assertThat(axis.ticks(20)).contains(0.01, 0.05, 0.2).doesNotContain(0.001);
        assertThat(Axis.perCent(0.001)).isEqualTo("0.1");
    }

    @Test
    void scoresAreDrawnWithTheirThreshold() throws IOException {
        BufferedImage image = image(ScorePlot.of("Others", "cosine", scores(0.45), 0.271), "scores.png");
        assertThat(count(image, Ink.SAME)).isGreaterThan(300);
        assertThat(count(image, Ink.DIFFERENT)).isGreaterThan(300);
        assertThat(count(image, Ink.MARK)).isGreaterThan(50);
    }

    @Test
    void aDensityHasTheAreaOne() {
        double[] density = ScorePlot.density(new double[] {0, 0.04, 0.9, 2}, 0, 0.025, 80);
        assertThat(DoubleStream.of(density).sum() * 0.025).isEqualTo(1, within(1e-12));
        assertThat(density[1]).isEqualTo(10, within(1e-9));
        assertThat(density[0]).isZero();
        assertThat(density[81]).isZero();
    }

    @Test
    void theBestThresholdIsNamedWithItsAccuracy() {
        // 0.5 to 0.8 accepts 2 of 3 and none of 4: (2/3 + 1) / 2
        assertThat(ThresholdPlot.of("What", "cosine", few).figure().svg("t")).contains("best: 0.650 gives 83.33 %");
    }

    @Test
    void stripsTellTheThresholdBetweenTheirMeans() {
        // means 2 and 1: 0.8 * 2 + 0.2 * 1
        Chart chart = StripPlot.of("Dot", "dot product", new double[] {1, 3}, new double[] {0, 2});
        assertThat(chart.figure().svg("s")).contains("threshold 1.8", "one person (2)", "two people (2)");
    }

    @Test
    void manyPairsAreThinnedWhereTheyAreDrawnOneByOne() {
        double[] many = random.doubles(20_000).toArray();
        assertThat(StripPlot.of("Dot", "dot product", many, many).figure().svg("s"))
                .contains("one person (20,000)")
                .hasSizeLessThan(80_000);
    }

    @Test
    void everyoneHasAColourAndAName() {
        double[][] points = {{0, 0}, {1, 1}, {0, 1}};
        Chart chart = MapPlot.of("Map", points, new int[] {0, 1, 1}, List.of("ann", "ben"));
        assertThat(chart.figure().svg("m")).contains(">ann<", ">ben<", "s-c0", "s-c1");
        assertThatThrownBy(() -> MapPlot.of("Map", points, new int[2], List.of("ann")))
                .hasMessage("labels: 2 (expected: one for each of 3 points, at least one)");
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

    private VerificationScores scores(double apart) {
        return new VerificationScores(
                DoubleStream.generate(() -> apart + 0.12 * random.nextGaussian())
                        .limit(450)
                        .toArray(),
                DoubleStream.generate(() -> 0.1 * random.nextGaussian())
                        .limit(4500)
                        .toArray());
    }

    private BufferedImage image(Chart chart, String name) throws IOException {
        Path file = folder.resolve(name);
        chart.write(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(960);
        assertThat(image.getHeight()).isEqualTo(600);
        return image;
    }

    private static int count(BufferedImage image, Ink ink) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == ink.light() ? 1 : 0;
            }
        }
        return count;
    }
}
