package io.facestream.evaluate.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.evaluate.look.AllPairs.Measure;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.vision.plot.HeatMap;
import io.facestream.vision.plot.VerificationPlot;
import io.facestream.vision.quality.FaceQuality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookTest {
    @TempDir
    private Path folder;

    @Test
    void scoresAreFoundByTheirHeading() throws IOException {
        Path table = write("scores.csv", """
                score,same,fold,first
                0.71,1,1,a.jpg
                0.02,0,1,b.jpg
                nan,0,1,c.jpg
                0.5,perhaps,1,d.jpg
                0.5
                -0.04,false,1,e.jpg
                """);
        ScoreFile file = ScoreFile.read(table);
        assertThat(file.scores().same()).containsExactly(0.71);
        assertThat(file.scores().different()).containsExactly(-0.04, 0.02);
        assertThat(file.refused())
                .isEqualTo(
                        Map.of("score is no finite number", 1, "same is neither yes nor no", 1, "too few columns", 1));
    }

    @Test
    void scoresMayBeJson() throws IOException {
        String list = "[{\"score\": 0.7, \"same\": true}, {\"score\": 0.1, \"same\": false}]";
        assertThat(ScoreFile.read(write("a.json", list)).scores().same()).containsExactly(0.7);
        ScoreFile within = ScoreFile.read(write("b.json", "{\"pairs\": " + list + "}"));
        assertThat(within.scores().different()).containsExactly(0.1);
        assertThatThrownBy(() -> ScoreFile.read(write("c.json", "[{]")))
                .isInstanceOf(UnfitInputException.class)
                .hasMessageContaining("c.json: no JSON (expected: ");
        assertThatThrownBy(() -> ScoreFile.read(write("d.csv", "a,b\n1,2\n")))
                .hasMessageContaining("d.csv: first line \"a,b\" (expected: a table with the columns score and same");
        assertThatThrownBy(() -> ScoreFile.read(write("e.csv", "score;same\n1;1\n")))
                .hasMessageEndingWith("e.csv: 1 scores of one person and 0 of two (expected: at least one of each)");
    }

    @Test
    void vectorsOfNumpyAreReadWithTheirPeople() throws IOException {
        Path npy = npy(5, 2, 1, 0, 0, 1, Float.NaN, 1, 2, 0, 0, 3);
        Path labels = write("labels.txt", "ann\nben\nann\nann\nben\n");
        LabelledVectors vectors = LabelledVectors.ofNpy(npy, labels, 100);
        assertThat(vectors.names()).containsExactly("ann", "ben");
        assertThat(vectors.labels()).containsExactly(0, 1, 0, 1);
        assertThat(vectors.vectors()[2]).containsExactly(2, 0);
        assertThat(vectors.refused()).isEqualTo(Map.of("not finite, or zero", 1));
        assertThat(vectors.asked()).isEqualTo(5);
        // as encode writes it: the folder is the person
        Path beside = write(
                "vectors.json",
                "{\"names\": [\"ann/1.jpg\", \"ben/1.jpg\", \"ann/2.jpg\", \"ann/3.jpg\", \"ben/2.jpg\"]}");
        assertThat(LabelledVectors.ofNpy(npy, beside, 100).labels()).containsExactly(0, 1, 0, 1);
        assertThatThrownBy(() -> LabelledVectors.ofNpy(npy, write("few.txt", "ann\n"), 100))
                .hasMessageContaining("few.txt: 1 labels (expected: 5, one for each row of ");
        assertThatThrownBy(() -> LabelledVectors.ofNpy(write("no.npy", "PK"), labels, 100))
                .hasMessageContaining("no.npy: no NumPy file (expected: ");
        Files.write(npy, java.util.Arrays.copyOf(Files.readAllBytes(npy), (int) Files.size(npy) - 1));
        assertThatThrownBy(() -> LabelledVectors.ofNpy(npy, labels, 100)).hasMessageContaining("ends too early");
    }

    @Test
    void pairsAreComparedByEachMeasure() {
        // 3 and 4 long at right angles, and twice the first
        LabelledVectors labelled =
                labelled(List.of("ann", "ben"), new int[] {0, 1, 0}, new float[][] {{3, 0}, {0, 4}, {6, 0}});
        AllPairs[] pairs = AllPairs.of(labelled, labelled.vectors());
        assertThat(pairs[Measure.DOT.ordinal()].same()).containsExactly(18);
        assertThat(pairs[Measure.COSINE.ordinal()].same()).containsExactly(1);
        assertThat(pairs[Measure.EUCLIDEAN.ordinal()].same()).containsExactly(3);
        assertThat(pairs[Measure.COSINE.ordinal()].different()).containsExactly(0, 0);
        // sqrt(9 + 16) and sqrt(16 + 36)
        assertThat(pairs[Measure.EUCLIDEAN.ordinal()].different())
                .containsExactly(new double[] {5, Math.sqrt(52)}, within(1e-12));
        // columns of the lengths sqrt(9 + 36) and 4
        float[][] normalised = AllPairs.normalisedByColumn(labelled.vectors());
        assertThat(normalised[0][0]).isEqualTo((float) (3 / Math.sqrt(45)), within(1e-6f));
        assertThat(normalised[1]).containsExactly(0, 1);
    }

    @Test
    void whoIsNearestGivesTheName() {
        LabelledVectors labelled = labelled(List.of("ann", "ben", "cat"), new int[] {0, 0, 1, 1, 2}, new float[][] {
            {1, 0}, {1, 0.1f}, {0, 1}, {1, 0.3f}, {-1, 0}
        });
        Confusions confusions = Confusions.of(labelled);
        // cat has one picture, so that nobody could name her; one of ben's is nearest to ann's, as is ann's second to
        // that
        assertThat(confusions.asked()).isEqualTo(4);
        assertThat(confusions.counts()[0]).containsExactly(1 + 1, 0, 0);
        assertThat(confusions.counts()[1]).containsExactly(1, 1, 0);
        assertThat(confusions.right()).isEqualTo(3);
        HeatMap map = confusions.map().orElseThrow();
        assertThat(map.rows()).containsExactly("ann", "ben");
        assertThat(map.values()[1]).containsExactly(0.5, 0.5);
    }

    @Test
    void lookAlikesOfAFacebankStandSideBySide() {
        Facebank bank = Facebank.of(
                1,
                "0".repeat(64),
                "made",
                List.of(
                        record("ann", 1, 0, 0),
                        record("ben", 0, 1, 0),
                        record("ben", 0, 0.6f, 0.8f),
                        record("cat", 0.8f, 0.6f, 0),
                        record("dan", 0, 0, 1)));
        LookAlikes lookAlikes = LookAlikes.of(bank, share -> {});
        List<LookAlikes.Pair> pairs = lookAlikes.mostAlike(3);
        // ann and cat 0.8, ben's second and dan 0.8, ben's first and cat 0.6
        assertThat(pairs).extracting(LookAlikes.Pair::person).containsExactly("ann", "ben", "ben");
        assertThat(pairs).extracting(LookAlikes.Pair::other).containsExactly("cat", "dan", "cat");
        assertThat(pairs.get(2).cosine()).isEqualTo(0.6, within(1e-6));
        HeatMap map = lookAlikes.map();
        assertThat(map.rows()).containsExactly("ann", "cat", "ben", "dan");
        assertThat(map.values()[0][0]).isNaN();
        assertThat(map.values()[0][1]).isEqualTo(0.8, within(1e-6));
        assertThat(map.to()).isEqualTo(0.9, within(0.11));
        var scores = lookAlikes.scores().orElseThrow();
        assertThat(scores.sameCount()).isEqualTo(1);
        assertThat(scores.same()[0]).isEqualTo(0.6, within(1e-6));
        assertThat(scores.differentCount()).isEqualTo(9);
        Facebank alone = Facebank.of(1, "0".repeat(64), "made", List.of(record("ann", 1, 0, 0)));
        assertThatThrownBy(() -> LookAlikes.of(alone, share -> {}))
                .hasMessage("facebank: 1 people (expected: at least 2, to compare them)");
    }

    @Test
    void aRunsTableIsReadWithAndWithoutThresholds() throws IOException {
        Files.writeString(folder.resolve("metrics.csv"), """
                step,epoch,loss,rate,auc,tar_at_1e-2,accuracy,threshold
                0,0,,,0.65,0.06,0.61,0.11
                1,1,20.5,0.1,,,,
                2,1,19.5,0.1,,,,
                2,1,,,0.75,0.10,0.70
                3,1,19
                """);
        RunFigures run = RunFigures.read(folder);
        assertThat(run.steps()).hasSize(2);
        assertThat(run.steps().get(1).loss()).isEqualTo(19.5);
        assertThat(run.epochs()).extracting(VerificationPlot.Epoch::threshold).containsExactly(0.11, Double.NaN);
        assertThat(run.epochs().get(1).trueAccepts()).isEqualTo(0.10);
        assertThat(run.refused()).isEqualTo(1);
        assertThat(run.figures())
                .extracting(NamedFigure::name)
                .containsExactly("loss", "verification", "threshold-by-epoch");
        assertThatThrownBy(() -> RunFigures.read(folder.resolve("none")))
                .hasMessageEndingWith("none: no metrics.csv there (expected: the folder of a training run)");
    }

    @Test
    void operatingPointsSayHowManyPairsTheyRestOn() throws IOException {
        StringBuilder table = new StringBuilder("score,same\n");
        for (int i = 0; i < 400; i++) {
            table.append(i / 1000.0).append(",0\n").append(0.3 + i / 1000.0).append(",1\n");
        }
        ScoreFigures figures = new ScoreFigures(
                "cosine", ScoreFile.read(write("s.csv", table.toString())).scores());
        assertThat(figures.operatingPoints())
                .extracting(row -> row.get(4))
                .containsExactly("good", "few: fewer than 30 errors", "none: too few pairs of two people");
        // 40 of 400 accepted: from 0.360 on, at which 340 of 400 of one person's are
        assertThat(figures.operatingPoints().get(0)).startsWith("1e-01", "0.3590", "85.00 %", "40 of 400");
        assertThat(figures.facts()).containsEntry("pairs of one person", "400");
    }

    @Test
    void aPageIsOneFileAndItsTextIsText() {
        String evil = "<script src='http://x'>\u0007";
        String page = new Page(evil)
                .section(evil)
                .text(evil)
                .note(evil)
                .facts(Map.of(evil, evil))
                .table(List.of(evil), List.of(List.of(evil)))
                .html();
        assertThat(page).doesNotContain("<script", "\u0007").contains("&lt;script src=&#39;http://x&#39;&gt;");
        assertThat(page).contains("default-src 'none'", "prefers-color-scheme:dark", "width=device-width");
    }

    private static LabelledVectors labelled(List<String> names, int[] labels, float[][] vectors) {
        return new LabelledVectors(names, labels, vectors, labels.length, Map.of());
    }

    private static int made;

    private static FacebankRecord record(String person, float... template) {
        String number = String.format("%032x", ++made);
        return new FacebankRecord(
                number,
                person,
                person,
                "0".repeat(64),
                template,
                1,
                number + ".jpg",
                number + number,
                new FaceQuality(30, 100, 1, 0, 0, 0, 100, 1),
                "",
                "",
                FacebankRecord.NO_EXPIRY,
                false,
                false);
    }

    /** As numpy.save writes it, see numpy/lib/format.py. */
    private Path npy(int rows, int columns, float... values) throws IOException {
        byte[] header = ("{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) header.length).put(header);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return Files.write(folder.resolve("vectors.npy"), bytes.array());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
