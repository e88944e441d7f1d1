package io.facestream.training.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.training.TrainingException;
import io.facestream.training.data.Batch;
import io.facestream.training.net.Backbone;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Pictures that a training's step learns from a CPU second, in relation to DJL's own loop with the same network, head, batch and threads;
 * and the memory that either takes.
 *
 * @param classes of the ArcFace head
 * @param threads that compute a step together; one comparison for each number
 * @param rounds turns of each side, of which the median counts
 * @param steps of a turn
 * @param memory whether to start a process for each side to see its memory
 */
public record StepBench(
        Backbone backbone, int batch, int classes, List<Integer> threads, int rounds, int steps, boolean memory)
        implements Measurement {
    private static final double GOAL = 1.25;
    private static final double GIGABYTE = 1e9;
    private static final double MEMORY_GOAL = 3 * GIGABYTE;
    private static final int MEMORY_STEPS = 6;

    private static final String OURS = "facestream";
    private static final String DJL = "DJL's blocks and loop";
    private static final String OURS_RELU = "facestream, ReLU for PReLU";
    private static final String DJL_RELU = "DJL, ReLU for PReLU";

    public StepBench {
        threads = List.copyOf(threads);
        atLeast("batch", batch, 2);
        atLeast("classes", classes, 2);
        atLeast("rounds", rounds, 1);
        atLeast("steps", steps, 1);
        atLeast("threads", threads.size(), 1);
        threads.forEach(count -> atLeast("threads", count, 1));
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new TrainingException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }

    @Override
    public String name() {
        return "step";
    }

    @Override
    public boolean measure(Consumer<String> terminal, ObjectNode figures) throws IOException {
        terminal.accept(String.format(
                Locale.ROOT,
                "%s, batch %d, ArcFace of %d classes, median of %d rounds of %d steps",
                backbone,
                batch,
                classes,
                rounds,
                steps));
        figures.put("backbone", backbone.toString()).put("batch", batch).put("classes", classes);
        figures.put("rounds", rounds).put("steps", steps).put("goal", GOAL);
        boolean met = true;
        for (int count : threads) {
            met &= compare(count, terminal, figures.withArray("threads").addObject());
        }
        return memory ? met & weigh(terminal, figures) : met;
    }

    private boolean compare(int count, Consumer<String> terminal, ObjectNode figures) {
        Map<String, Arm> arms = new LinkedHashMap<>();
        try {
            arms.put(OURS, Arm.Kind.FACESTREAM.open(task(count, false)));
            arms.put(DJL, Arm.Kind.DJL.open(task(count, false)));
            arms.put(OURS_RELU, Arm.Kind.FACESTREAM.open(task(count, true)));
            arms.put(DJL_RELU, Arm.Kind.DJL.open(task(count, true)));
            Batch pictures = task(count, false).pictures();
            Map<String, Runnable> turns = new LinkedHashMap<>();
            arms.forEach((name, arm) -> turns.put(name, () -> learn(name, arm, pictures)));
            turns.values().forEach(Runnable::run);
            return report(count, Turns.of(turns, rounds), terminal, figures);
        } finally {
            arms.values().forEach(Arm::close);
        }
    }

    private Task task(int count, boolean relu) {
        return new Task(backbone, batch, classes, count, relu, Task.CLIP);
    }

    private void learn(String name, Arm arm, Batch pictures) {
        for (int i = 0; i < steps; i++) {
            double loss = arm.step(pictures);
            if (!Double.isFinite(loss)) {
                // A run's step does nothing then, which would be fast.
                throw new IllegalStateException(name + ": loss " + loss + " (expected: a finite number)");
            }
        }
    }

    private boolean report(int count, Turns turns, Consumer<String> terminal, ObjectNode figures) {
        int pictures = batch * steps;
        double gain = turns.gain(OURS, DJL, Spent::cpuSeconds);
        double speed = turns.gain(OURS, DJL, Spent::wallSeconds);
        terminal.accept(count + (count == 1 ? " thread" : " threads"));
        terminal.accept(String.format(Locale.ROOT, "  %-28s %12s %18s", "", "pictures/s", "CPU s a picture"));
        figures.put("threads", count);
        for (String name : List.of(OURS, DJL, OURS_RELU, DJL_RELU)) {
            double perSecond = pictures / turns.wallSeconds(name);
            double cpu = turns.cpuSeconds(name) / pictures;
            terminal.accept(String.format(Locale.ROOT, "  %-28s %12.1f %18.4f", name, perSecond, cpu));
            figures.withArray("rows")
                    .addObject()
                    .put("name", name)
                    .put("picturesPerSecond", perSecond)
                    .put("cpuSecondsPerPicture", cpu);
        }
        terminal.accept(String.format(
                Locale.ROOT,
                "  facestream / DJL: %.2f times the pictures a CPU second (wanted: %.2f), %.2f times a second",
                gain,
                GOAL,
                speed));
        figures.put("ratio", gain).put("speedRatio", speed);
        turns.gains(OURS, DJL, Spent::cpuSeconds).forEach(figures.putArray("ratios")::add);
        return gain >= GOAL;
    }

    private boolean weigh(Consumer<String> terminal, ObjectNode figures) throws IOException {
        boolean met = true;
        // A process with one batch, so that neither side's memory is the other's.
        ObjectNode bytes = figures.putObject("peakMemoryBytes");
        for (Arm.Kind kind : Arm.Kind.values()) {
            OptionalLong peak = PeakMemory.of(kind, task(threads.get(0), false), MEMORY_STEPS);
            String name = kind == Arm.Kind.DJL ? DJL : OURS;
            if (peak.isEmpty()) {
                terminal.accept("peak memory of " + name + ": not known on this system");
                continue;
            }
            terminal.accept(
                    String.format(Locale.ROOT, "peak memory of %s: %.2f GB", name, peak.getAsLong() / GIGABYTE));
            bytes.put(name, peak.getAsLong());
            met &= kind == Arm.Kind.DJL || peak.getAsLong() <= MEMORY_GOAL;
        }
        figures.put("memoryGoalBytes", (long) MEMORY_GOAL);
        return met;
    }
}
