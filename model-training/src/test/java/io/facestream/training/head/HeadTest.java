package io.facestream.training.head;

import static java.lang.Math.PI;
import static java.lang.Math.acos;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.facestream.training.Engines;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The heads in 64 bits, against arithmetic written out here. */
class HeadTest {
    private static final double SCALE = 4;
    /** Two centres along the axes, of lengths that must not matter. */
    private static final double[] CENTRES = {3, 0, 0, 0.5};
    /** Cosines of 0.6 with class 0 and 0.8 with class 1; the norm is 50. */
    private static final double[] FACE = {30, 40};

    private static NDManager manager;

    @BeforeAll
    static void startEngine() {
        Engines.start(1);
        manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
    }

    @AfterEach
    void free() {
        manager.getManagedArrays().forEach(NDArray::close);
    }

    /** Of two logits. */
    private static double crossEntropy(double own, double other) {
        return log(1 + exp(other - own));
    }

    private static NDArray array(double[] values, int rows) {
        return manager.create(values, new Shape(rows, values.length / rows));
    }

    private static MarginHead head(HeadSpec spec) {
        return new MarginHead(spec, array(CENTRES, 2), null);
    }

    private static double loss(Head head, double[] faces, long... labels) {
        return head.loss(array(faces, labels.length), manager.create(labels)).getDouble();
    }

    private static void isNear(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-9));
    }

    @Test
    void arcFaceAddsTheMarginToTheAngle() {
        Head head = head(new HeadSpec.ArcFace(SCALE, 0.5, false));
        isNear(loss(head, FACE, 0), crossEntropy(SCALE * cos(acos(0.6) + 0.5), SCALE * 0.8));
    }

    @Test
    void arcFaceFallsOnWhereTheAngleWouldPassPi() {
        Head head = head(new HeadSpec.ArcFace(SCALE, 0.5, false));
        // the cosine of 168 degrees; with the margin of 28.6 the angle would be 197
        double far = -0.98;
        double[] face = {far, sqrt(1 - far * far)};
        isNear(loss(head, face, 0), crossEntropy(SCALE * (far - 0.5 * sin(0.5)), SCALE * face[1]));
    }

    @Test
    void arcFacesEasyMarginSparesTheWrongSide() {
        Head head = head(new HeadSpec.ArcFace(SCALE, 0.5, true));
        isNear(loss(head, FACE, 0), crossEntropy(SCALE * cos(acos(0.6) + 0.5), SCALE * 0.8));
        isNear(loss(head, new double[] {-0.6, 0.8}, 0), crossEntropy(SCALE * -0.6, SCALE * 0.8));
    }

    @Test
    void liArcFaceIsStraightInTheAngle() {
        Head head = head(new HeadSpec.LiArcFace(SCALE, 0.45));
        double own = (PI - 2 * (acos(0.6) + 0.45)) / PI;
        double other = (PI - 2 * acos(0.8)) / PI;
        isNear(loss(head, FACE, 0), crossEntropy(SCALE * own, SCALE * other));
    }

    @Test
    void cosFaceTakesTheMarginFromTheCosine() {
        Head head = head(new HeadSpec.CosFace(SCALE, 0.35));
        isNear(loss(head, FACE, 1), crossEntropy(SCALE * (0.8 - 0.35), SCALE * 0.6));
    }

    @Test
    void combinedHasAllThreeMargins() {
        Head head = head(new HeadSpec.Combined(SCALE, 1.1, 0.3, 0.2));
        isNear(loss(head, FACE, 1), crossEntropy(SCALE * (cos(1.1 * acos(0.8) + 0.3) - 0.2), SCALE * 0.6));
    }

    @Test
    void adaFaceJudgesEachPictureByItsNormAmongTheOthers() {
        Head head = head(new HeadSpec.AdaFace(SCALE, 0.4, 0.333, 0.25));
        // norms 50 and 10: their mean is 30, their deviation sqrt((20^2 + 20^2) / 1)
        double mean = 0.75 * 20 + 0.25 * 30;
        double deviation = 0.75 * 100 + 0.25 * sqrt(800);
        double better = 0.333 * (50 - mean) / (deviation + 1e-3);
        double worse = 0.333 * (10 - mean) / (deviation + 1e-3);
        double first = crossEntropy(SCALE * (cos(acos(0.6) - 0.4 * better) - 0.4 * better - 0.4), SCALE * 0.8);
        double second = crossEntropy(SCALE * (cos(acos(0.6) - 0.4 * worse) - 0.4 * worse - 0.4), SCALE * 0.8);
        isNear(loss(head, new double[] {30, 40, 8, 6}, 0, 1), (first + second) / 2);
        isNear(head.memory().get("norm.mean").toDoubleArray()[0], mean);
        isNear(head.memory().get("norm.deviation").toDoubleArray()[0], deviation);
    }

    @Test
    void adaFaceTakesNoDeviationFromOnePicture() {
        Head head = head(new HeadSpec.AdaFace(SCALE, 0.4, 0.333, 0.25));
        double mean = 0.75 * 20 + 0.25 * 50;
        double z = 0.333 * (50 - mean) / (100 + 1e-3);
        double own = cos(acos(0.6) - 0.4 * z) - 0.4 * z - 0.4;
        isNear(loss(head, FACE, 0), crossEntropy(SCALE * own, SCALE * 0.8));
        isNear(head.memory().get("norm.deviation").toDoubleArray()[0], 100);
    }

    @Test
    void magFaceGrowsTheMarginWithTheNormAndRewardsLongOnes() {
        Head head = head(new HeadSpec.MagFace(SCALE, 0.45, 0.8, 10, 110, 35));
        double margin = (0.8 - 0.45) / (110 - 10) * (50 - 10) + 0.45;
        double penalty = 35 * (50.0 / (110 * 110) + 1.0 / 50);
        isNear(loss(head, FACE, 0), crossEntropy(SCALE * cos(acos(0.6) + margin), SCALE * 0.8) + penalty);
        // beyond 110 the norm counts as 110
        double most = 35 * (110.0 / (110 * 110) + 1.0 / 110);
        isNear(loss(head, new double[] {300, 400}, 0), crossEntropy(SCALE * cos(acos(0.6) + 0.8), SCALE * 0.8) + most);
    }

    @Test
    void softmaxIsALinearLayer() {
        Head head = new SoftmaxHead(new HeadSpec.Softmax(0), array(new double[] {0.1, 0, 0, 0.05}, 2));
        head.arrays().get("class.bias").set(new double[] {0.5, -0.25});
        isNear(loss(head, FACE, 0), crossEntropy(0.1 * 30 + 0.5, 0.05 * 40 - 0.25));
    }

    @Test
    void normHeadBringsEmbeddingsToOneLengthBeforeIt() {
        Head head = new SoftmaxHead(new HeadSpec.Softmax(10), array(new double[] {0.1, 0, 0, 0.05}, 2));
        isNear(loss(head, FACE, 1), crossEntropy(0.05 * 8, 0.1 * 6));
    }

    @Test
    void aLossTooLargeForAnExponentIsStillRight() {
        Head head = head(new HeadSpec.CosFace(5000, 0));
        isNear(loss(head, FACE, 0), 5000 * 0.8 - 5000 * 0.6);
    }

    @Test
    void aSampledHeadComparesWithTheDrawnClassesOnly() {
        // eight centres at multiples of 45 degrees
        double[] centres = new double[16];
        for (int i = 0; i < 8; i++) {
            centres[2 * i] = cos(i * PI / 4);
            centres[2 * i + 1] = sin(i * PI / 4);
        }
        Head head = new MarginHead(new HeadSpec.CosFace(SCALE, 0.35), array(centres, 8), new ClassSampler(8, 0.5, 1));
        head.begin(6);
        double loss = loss(head, FACE, 3);
        long[] drawn = head.drawn().get("class.centres");
        assertThat(drawn).hasSize(4).contains(3);
        double own = SCALE * (0.6 * cos(3 * PI / 4) + 0.8 * sin(3 * PI / 4) - 0.35);
        double others = Arrays.stream(drawn)
                .filter(row -> row != 3)
                .mapToDouble(row -> exp(SCALE * (0.6 * cos(row * PI / 4) + 0.8 * sin(row * PI / 4))))
                .sum();
        isNear(loss, log(exp(own) + others) - own);
    }

    @Test
    void onlyDrawnClassesGetAGradient() {
        double[] centres = new double[40];
        Arrays.setAll(centres, i -> sin(i + 1));
        MarginHead head =
                new MarginHead(new HeadSpec.CosFace(SCALE, 0.35), array(centres, 20), new ClassSampler(20, 0.2, 1));
        head.begin(2);
        gradient(head, array(FACE, 1), 11);
        double[] gradient = head.arrays().get("class.centres").getGradient().toDoubleArray();
        long[] drawn = head.drawn().get("class.centres");
        for (int row = 0; row < 20; row++) {
            boolean moves = gradient[2 * row] != 0 || gradient[2 * row + 1] != 0;
            assertThat(moves).as("class " + row).isEqualTo(Arrays.binarySearch(drawn, row) >= 0);
        }
    }

    @Test
    void theSameSeedBeginsWithTheSameCentres() {
        HeadSpec spec = HeadSpec.of(Map.of());
        float[] centres =
                spec.create(5, 3, 17, manager).arrays().get("class.centres").toFloatArray();
        assertThat(centres).hasSize(15).doesNotContain(0);
        assertThat(spec.create(5, 3, 17, manager).arrays().get("class.centres").toFloatArray())
                .containsExactly(centres);
        assertThat(spec.create(5, 3, 18, manager).arrays().get("class.centres").toFloatArray())
                .isNotEqualTo(centres);
    }

    static Stream<HeadSpec> heads() {
        return Stream.of(
                new HeadSpec.ArcFace(SCALE, 0.5, false),
                new HeadSpec.ArcFace(SCALE, 0.5, true),
                new HeadSpec.LiArcFace(SCALE, 0.45),
                new HeadSpec.CosFace(SCALE, 0.35),
                new HeadSpec.Combined(SCALE, 1.1, 0.3, 0.2),
                new HeadSpec.MagFace(SCALE, 0.45, 0.8, 1, 10, 35),
                new HeadSpec.Sampled(new HeadSpec.ArcFace(SCALE, 0.5, false), 0.7),
                new HeadSpec.Softmax(0),
                new HeadSpec.Softmax(8));
    }

    private static Head create(HeadSpec spec, NDArray rows) {
        if (spec instanceof HeadSpec.Softmax softmax) {
            return new SoftmaxHead(softmax, rows);
        }
        if (spec instanceof HeadSpec.Sampled sampled) {
            return new MarginHead(sampled.head(), rows, new ClassSampler(3, sampled.rate(), 5));
        }
        return new MarginHead(spec, rows, null);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void gradientsAreThoseOfDifferences(HeadSpec spec) {
        double[] faces = {1.5, 2, -2.5, 0.7, -0.3, -4};
        Head head = create(spec, array(new double[] {0.9, 0.2, -0.1, 0.8, -0.5, -0.6}, 3));
        NDArray embeddings = array(faces, 3);
        double[] byEngine = gradient(head, embeddings, 0, 1, 0);
        for (int i = 0; i < faces.length; i++) {
            double slope =
                    (loss(head, moved(faces, i, 1e-5), 0, 1, 0) - loss(head, moved(faces, i, -1e-5), 0, 1, 0)) / 2e-5;
            assertThat(byEngine[i]).as("embedding value " + i).isCloseTo(slope, within(1e-7));
        }
        NDArray rows = head.arrays().values().stream()
                .filter(array -> array.getShape().dimension() == 2)
                .findFirst()
                .orElseThrow();
        double[] byRow = rows.getGradient().toDoubleArray();
        double[] values = rows.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            rows.set(moved(values, i, 1e-5));
            double above = loss(head, faces, 0, 1, 0);
            rows.set(moved(values, i, -1e-5));
            double slope = (above - loss(head, faces, 0, 1, 0)) / 2e-5;
            rows.set(values);
            assertThat(byRow[i]).as("class value " + i).isCloseTo(slope, within(1e-7));
        }
    }

    private static double[] moved(double[] values, int at, double by) {
        double[] moved = values.clone();
        moved[at] += by;
        return moved;
    }

    @Test
    void adaFacesNormsHaveNoGradient() {
        Head head = head(new HeadSpec.AdaFace(SCALE, 0.4, 0.333, 0.25));
        double[] gradient = gradient(head, array(FACE, 1), 0);
        // along the embedding, where only its norm changes
        isNear(gradient[0] * FACE[0] + gradient[1] * FACE[1], 0);
        assertThat(gradient[0]).isNotZero();
    }

    static Stream<HeadSpec> marginsAtTheEdge() {
        return Stream.concat(heads(), Stream.of(new HeadSpec.AdaFace(SCALE, 0.4, 0.333, 0.01)));
    }

    /** In 32 bits, as in use: on a centre, opposite to it, and at no place at all. */
    @ParameterizedTest
    @MethodSource("marginsAtTheEdge")
    void gradientsAreFiniteOnACentreOppositeToItAndAtZero(HeadSpec spec) {
        for (double[] face : new double[][] {{3, 4}, {-3, -4}, {0, 0}}) {
            for (int label = 0; label < 2; label++) {
                NDArray rows = array(new double[] {0.3, 0.4, 5, -1, 2, 7}, 3).toType(DataType.FLOAT32, false);
                Head head = create(spec, rows);
                NDArray embedding = array(face, 1).toType(DataType.FLOAT32, false);
                embedding.setRequiresGradient(true);
                float loss = differentiate(head, embedding, label).getFloat();
                assertThat(loss).as("loss at " + Arrays.toString(face)).isFinite();
                for (NDArray array : Stream.concat(Stream.of(embedding), head.arrays().values().stream())
                        .toList()) {
                    for (float value : array.getGradient().toFloatArray()) {
                        assertThat(value)
                                .as("gradient at " + Arrays.toString(face))
                                .isFinite();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("marginsAtTheEdge")
    void aLossLeavesNothingBehind(HeadSpec spec) {
        Head head = create(spec, array(new double[] {0.9, 0.2, -0.1, 0.8, -0.5, -0.6}, 3));
        int held = manager.getManagedArrays().size();
        assertThat(held).isPositive();
        try (NDManager step = manager.newSubManager()) {
            NDArray loss = head.loss(step.create(FACE, new Shape(1, 2)), step.create(new long[] {1}));
            assertThat(loss.getManager()).isSameAs(step);
        }
        assertThat(manager.getManagedArrays()).hasSize(held);
    }

    private static double[] gradient(Head head, NDArray embeddings, long... labels) {
        embeddings.setRequiresGradient(true);
        differentiate(head, embeddings, labels);
        return embeddings.getGradient().toDoubleArray();
    }

    private static NDArray differentiate(Head head, NDArray embeddings, long... labels) {
        try (GradientCollector gradients = Engine.getEngine(Engines.PYTORCH).newGradientCollector()) {
            NDArray loss = head.loss(embeddings, manager.create(labels));
            gradients.backward(loss);
            return loss;
        }
    }
}
