package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.job.run.JobSettings;
import io.facestream.scenes.SceneEvent;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * G1: what a frame costs in the job, in relation to a plain loop with the same parts. Both watch two scenes twice a round, whole and
 * their beginnings only; the difference of the two is free of what starting costs.
 */
final class FlinkTax implements Measurement {
    private static final double GOAL = 1.10;
    private static final double FPS_GOAL = 0.90;
    private static final int WARM_UPS = 4;
    private static final String LOOP_EVENTS = "loop.jsonl";
    private static final Duration BEGINNING = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "G1";
    }

    @Override
    public String about() {
        return "CPU seconds a frame, job / bare Java loop with the same parts, <= 1.10; frames a second, job / loop, >= 0.90";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Map<String, Path> cameras = new TreeMap<>();
        for (String scene : List.of("real1", "photo_cam1")) {
            cameras.put(scene, workplace.data("video/scenes/" + scene + ".mp4"));
        }
        Path folder = workplace.fresh("g1");
        ModelPack pack = ModelStore.defaultPack();
        Facebank facebank = enrolled(workplace, pack);
        Path bank = folder.resolve("scenes.facebank");
        FacebankFile.write(facebank, bank);
        Rounds rounds = new Rounds(cameras, bank, facebank, folder, pack);
        workplace.say("warming up, " + WARM_UPS + " runs of each");
        rounds.warmUp();
        for (int round = 1; round <= workplace.rounds(); round++) {
            rounds.measure();
            workplace.say(rounds.line(round));
        }
        double cpu = Cost.median(rounds.cpuRatios);
        double speed = Cost.median(rounds.speedRatios);
        workplace.say(String.format(Locale.ROOT, "median: CPU a frame %.3f, frames a second %.3f", cpu, speed));
        figures.put("cpuRatio", cpu).put("goal", GOAL).put("speedRatio", speed).put("speedGoal", FPS_GOAL);
        figures.put("rounds", workplace.rounds());
        rounds.cpuRatios.forEach(figures.putArray("cpuRatios")::add);
        return cpu <= GOAL && speed >= FPS_GOAL;
    }

    private static Facebank enrolled(Workplace workplace, ModelPack pack) throws Exception {
        try (Enroller enroller = Enroller.open(pack, Device.CPU, EnrolmentOptions.defaults())) {
            return enroller.enroll(workplace.data("video/scene_facebank"), progress -> {})
                    .facebank();
        }
    }

    /** The job and the loop in turns. */
    private static final class Rounds {
        private final Map<String, Path> cameras;
        private final Path bank;
        private final Facebank facebank;
        private final Path folder;
        private final ModelPack pack;
        private final List<Double> cpuRatios = new ArrayList<>();
        private final List<Double> speedRatios = new ArrayList<>();
        private Cost job = new Cost(0, 0);
        private Cost loop = new Cost(0, 0);

        Rounds(Map<String, Path> cameras, Path bank, Facebank facebank, Path folder, ModelPack pack) {
            this.cameras = cameras;
            this.bank = bank;
            this.facebank = facebank;
            this.folder = folder;
            this.pack = pack;
        }

        /** Lets the compiler finish with both, and makes sure that both do the same work. */
        void warmUp() throws Exception {
            List<SceneEvent> ofJob = List.of();
            for (int i = 0; i < WARM_UPS; i++) {
                ofJob = run().run();
                loop(run().settings());
            }
            List<SceneEvent> ofLoop = SceneEvent.read(folder.resolve(LOOP_EVENTS));
            if (ofJob.isEmpty() || !Set.copyOf(ofJob).equals(Set.copyOf(ofLoop))) {
                throw new IllegalStateException("G1: " + ofJob.size() + " events of the job and " + ofLoop.size()
                        + " of the loop (expected: the same events)");
            }
        }

        void measure() throws Exception {
            job = Cost.of(() -> run().run())
                    .minus(Cost.of(() -> run().duration(BEGINNING).run()));
            loop = Cost.of(() -> loop(run().settings()))
                    .minus(Cost.of(() -> loop(run().duration(BEGINNING).settings())));
            cpuRatios.add(job.cpuSeconds() / loop.cpuSeconds());
            speedRatios.add(loop.wallSeconds() / job.wallSeconds());
        }

        private JobRun run() {
            return new JobRun(cameras, bank, folder.resolve("out")).parallelism(1);
        }

        private void loop(JobSettings settings) throws Exception {
            new BareLoop(settings, pack, facebank).run(folder.resolve(LOOP_EVENTS));
        }

        String line(int round) {
            return String.format(
                    Locale.ROOT,
                    "round %d: job %.2f CPU s, %.2f s; loop %.2f CPU s, %.2f s; CPU ratio %.3f",
                    round,
                    job.cpuSeconds(),
                    job.wallSeconds(),
                    loop.cpuSeconds(),
                    loop.wallSeconds(),
                    cpuRatios.get(cpuRatios.size() - 1));
        }
    }
}
