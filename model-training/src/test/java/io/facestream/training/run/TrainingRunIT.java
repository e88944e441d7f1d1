package io.facestream.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import io.facestream.training.net.TensorFile;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunIT {
    /** Thirty-two people and twelve steps an epoch; which classes are drawn, and the order of pictures, follow from the seed. */
    private static final List<String> SMALL = List.of(
            "threads=1",
            "backbone={name: tiny, dimension: 64}",
            "data={train: generated, max-people: 40}",
            "head={kind: cosface, scale: 32, margin: 0.2, sample: 0.5}",
            "batch=64",
            "validate={share: 0.2, max-pictures: 4}",
            "checkpoint.minutes=0");

    private static final int EPOCHS = 2;

    @TempDir
    private Path folder;

    @Test
    void aRunLearnsAndLeavesAModelThatTheJobTakes() throws IOException {
        RunOutcome outcome = fit(folder.resolve("run"), "epochs=3", "export.licence=ours");
        assertThat(outcome.after().areaUnderCurve())
                .isGreaterThan(outcome.before().areaUnderCurve() + 0.1);
        assertThat(outcome.parity()).isLessThan(1e-5);
        assertThat(outcome.promoted()).isTrue();
        ModelPack pack = ModelPack.load(folder.resolve("run"));
        ModelCard card = pack.embedding().card();
        assertThat(card.dimension()).isEqualTo(64);
        assertThat(card.licence()).isEqualTo("ours");
        assertThat(card.thresholds()).isNotEmpty();
        assertThat(Files.readAllLines(folder.resolve("run/metrics.csv")).get(0)).startsWith("step,epoch,loss,rate");
    }

    @Test
    void aRunThatIsStoppedGoesOnToTheSameWeights() throws IOException {
        fit(folder.resolve("unbroken"));
        Path broken = folder.resolve("broken");
        try (TrainingRun run = TrainingRun.begin(config(), broken, line -> {})) {
            run.begin();
            for (int i = 0; i < 7; i++) {
                run.step();
            }
        }
        List<String> said = new ArrayList<>();
        try (TrainingRun run = TrainingRun.resume(config(), broken, said::add)) {
            assertThat(run.done()).isEqualTo(7);
            run.fit();
        }
        assertThat(said).anyMatch(line -> line.startsWith("going on after step 7 of "));
        assertSameEnd(folder.resolve("unbroken"), broken);
    }

    @Test
    void aRunThatIsKilledGoesOnToTheSameWeights() throws Exception {
        fit(folder.resolve("unbroken"));
        Path killed = folder.resolve("killed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dfacestream.root=" + System.getProperty("facestream.root"),
                        TrainingMain.class.getName(),
                        killed.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile())
                .start();
        try {
            // wherever it is by then, after a first step and before the last
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (newestStep(killed) < 5 && System.nanoTime() < end) {
                assertThat(process.isAlive())
                        .as(Files.readString(folder.resolve("killed.log")))
                        .isTrue();
                Thread.sleep(20);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        try (TrainingRun run = TrainingRun.resume(config(), killed, line -> {})) {
            assertThat(run.done()).isGreaterThanOrEqualTo(5);
            assertThat(run.isOver()).isFalse();
            run.fit();
        }
        assertSameEnd(folder.resolve("unbroken"), killed);
    }

    /** Trains slowly enough to be killed: TrainingRunIT starts it. */
    static final class TrainingMain {
        public static void main(String[] args) throws Exception {
            try (TrainingRun run = TrainingRun.begin(config(), Path.of(args[0]), line -> {})) {
                run.begin();
                while (!run.isOver()) {
                    run.step();
                    Thread.sleep(run.done() < 5 ? 0 : 500);
                }
            }
        }
    }

    @Test
    void stepByStepEndsWithTheSameWeights() throws IOException {
        fit(folder.resolve("whole"));
        try (TrainingRun run = TrainingRun.begin(config(), folder.resolve("steps"), line -> {})) {
            run.begin();
            while (!run.isOver()) {
                assertThat(run.step().pictures()).startsWith("the batch of 64 pictures that begins with ");
            }
            run.finish();
        }
        assertSameEnd(folder.resolve("whole"), folder.resolve("steps"));
    }

    @Test
    void aDamagedCheckpointIsPassedOverForTheOneBefore() throws IOException {
        Path run = folder.resolve("run");
        try (TrainingRun begun = TrainingRun.begin(config(), run, line -> {})) {
            begun.begin();
            for (int i = 0; i < 4; i++) {
                begun.step();
            }
        }
        List<Path> checkpoints = checkpoints(run);
        byte[] newest = Files.readAllBytes(checkpoints.get(1));
        newest[newest.length / 2] ^= 1;
        Files.write(checkpoints.get(1), newest);
        try (TrainingRun resumed = TrainingRun.resume(config(), run, line -> {})) {
            assertThat(resumed.done()).isEqualTo(3);
        }
    }

    @Test
    void aRateThatIsTooHighStopsWithTheBatchAndKeepsTheCheckpoint() throws IOException {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> fit(run, "clip=0", "schedule={kind: constant, rate: 1e30}"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("(expected: finite numbers) in the batch of 64 pictures that begins with ")
                .hasMessageContaining("is whole");
        Checkpoint before = Checkpoint.read(checkpoints(run).get(0));
        for (float value : before.tensors().get("net/stem.conv.weight").values()) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void aRunThatWasStoppedIsSomethingToBeginWith() throws IOException {
        Path stopped = folder.resolve("stopped");
        try (TrainingRun run = TrainingRun.begin(config(), stopped, line -> {})) {
            run.begin();
            run.step();
        }
        Weights best = WeightsFile.read(stopped.resolve("best.weights")).weights();
        Path tuned = folder.resolve("tuned");
        RunOutcome outcome = fit(tuned, "backbone.start=" + stopped, "epochs=1");
        // the last layer and its normalisation learn, and nothing below
        Checkpoint end = last(tuned);
        assertThat(end.tensors().get("net/stem.conv.weight").values()).isEqualTo(best.get("stem.conv.weight"));
        assertThat(end.tensors().get("net/stem.norm.mean").values()).isEqualTo(best.get("stem.norm.mean"));
        assertThat(end.tensors().get("net/embed.weight").values()).isNotEqualTo(best.get("embed.weight"));
        assertThat(outcome.after().areaUnderCurve())
                .isGreaterThan(outcome.before().areaUnderCurve());
        assertThat(ModelPack.load(tuned).embedding().card().origin()).contains("from stopped, cosface head");
    }

    @Test
    void aCheckpointThatCannotBeWrittenCostsNothingElse() throws IOException {
        Path run = folder.resolve("run");
        List<String> said = new ArrayList<>();
        try (TrainingRun begun = TrainingRun.begin(config(), run, said::add)) {
            begun.begin();
            begun.step();
            // a folder that is none any more refuses files as a full disk does
            Files.move(run.resolve("checkpoints"), run.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
            Files.createFile(run.resolve("checkpoints"));
            begun.step();
            Files.delete(run.resolve("checkpoints"));
            Files.move(run.resolve("moved"), run.resolve("checkpoints"));
            begun.step();
        }
        assertThat(said).anyMatch(line -> line.startsWith("checkpoint of step 2: could not be written"));
        try (TrainingRun resumed = TrainingRun.resume(config(), run, line -> {})) {
            assertThat(resumed.done()).isEqualTo(3);
        }
    }

    @Test
    void peopleWhoHaveChangedSinceTheCheckpointAreNamed() {
        Checkpoint checkpoint = new Checkpoint(5, List.of("ada", "bob"), Checkpoint.Best.NONE, Map.of());
        assertThatThrownBy(() -> checkpoint.requireClasses(List.of("ada", "cleo")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("1 gone (bob), 1 new (cleo)");
        checkpoint.requireClasses(List.of("ada", "bob"));
    }

    @Test
    void aFolderHoldsOneRunOfOneProcess() throws IOException {
        Path run = folder.resolve("run");
        try (TrainingRun begun = TrainingRun.begin(config(), run, line -> {})) {
            assertThat(begun.done()).isZero();
            assertThatThrownBy(() -> TrainingRun.resume(config(), run, line -> {}))
                    .hasMessageContaining("in use by another process");
        }
        assertThatThrownBy(() -> TrainingRun.begin(config(), run, line -> {}))
                .hasMessageContaining("holds a run (expected: another folder by --out, or --resume");
        assertThatThrownBy(() -> TrainingRun.resume(config(), folder.resolve("none"), line -> {}))
                .hasMessageContaining("no run is there");
    }

    private static TrainingConfig config(String... more) throws IOException {
        Path file = Files.createTempFile("config", ".yaml");
        List<String> changes = new ArrayList<>(SMALL);
        changes.add("epochs=" + EPOCHS);
        changes.addAll(Arrays.asList(more));
        try {
            return TrainingConfig.read(file, changes);
        } finally {
            Files.delete(file);
        }
    }

    private static RunOutcome fit(Path run, String... more) throws IOException {
        try (TrainingRun begun = TrainingRun.begin(config(more), run, line -> {})) {
            return begun.fit();
        }
    }

    private static void assertSameEnd(Path one, Path other) throws IOException {
        Map<String, TensorFile.Tensor> wanted = last(one).tensors();
        Map<String, TensorFile.Tensor> found = last(other).tensors();
        assertThat(found.keySet()).isEqualTo(wanted.keySet());
        wanted.forEach(
                (name, tensor) -> assertThat(found.get(name).values()).as(name).containsExactly(tensor.values()));
        assertThat(Files.readAllBytes(other.resolve("best.weights")))
                .isEqualTo(Files.readAllBytes(one.resolve("best.weights")));
    }

    private static Checkpoint last(Path run) throws IOException {
        return Checkpoint.newest(run.resolve("checkpoints")).orElseThrow();
    }

    private static long newestStep(Path run) {
        try {
            List<Path> all = checkpoints(run);
            return all.isEmpty()
                    ? -1
                    : Long.parseLong(
                            all.get(all.size() - 1).getFileName().toString().replaceAll("\\D", ""));
        } catch (IOException e) {
            return -1; // not there yet
        }
    }

    private static List<Path> checkpoints(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            return files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .sorted()
                    .toList();
        }
    }
}
