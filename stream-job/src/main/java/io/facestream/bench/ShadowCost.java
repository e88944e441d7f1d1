package io.facestream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.run.FaceJob;
import io.facestream.job.shadow.ShadowSummary;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.RehearsalModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a shadow model costs: the job's CPU time with one and without, beside what embedding the same number of faces takes by itself. The
 * shadow is a rehearsal copy of the default model, so that both must decide alike.
 */
final class ShadowCost implements Measurement {
    /** Of the job's own. Few faces are embedded, so that what embedding them again costs is less than two runs differ by. */
    private static final double GOAL = 0.1;

    private static final Duration BEGINNING = Duration.ofSeconds(2);
    private static final int CROPS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "shadow";
    }

    @Override
    public String about() {
        return "two scenes: CPU that a shadow model adds / the job's without, <= 0.10; all tracks the same";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Path copy = RehearsalModel.write(
                ModelStore.defaultPack().embedding(), workplace.cache("bench").resolve("rehearsal"));
        Map<String, Path> cameras = new TreeMap<>();
        for (String scene : List.of("photo_cam1", "real1")) {
            cameras.put(scene, workplace.data("video/scenes/" + scene + ".mp4"));
        }
        Path bank = workplace.data("video/scene_facebank");
        Path plain = workplace.fresh("shadow-without");
        Path shadowed = workplace.fresh("shadow-with");
        workplace.say("warming up");
        run(cameras, bank, plain).run();
        run(cameras, bank, shadowed).shadow(copy).run();
        ShadowSummary agreement = ShadowSummary.read(shadowed);
        workplace.say(agreement.line("rehearsal copy"));
        long faces = facesEmbedded(plain);
        double embedding = faces * embedSeconds(copy);
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int round = 1; round <= workplace.rounds(); round++) {
            without.add(cpuSeconds(() -> run(cameras, bank, plain)));
            with.add(cpuSeconds(() -> run(cameras, bank, shadowed).shadow(copy)));
            workplace.say(String.format(
                    Locale.ROOT,
                    "round %d: %.2f CPU s without, %.2f with; %d faces embedded",
                    round,
                    without.get(round - 1),
                    with.get(round - 1),
                    faces));
        }
        double added = Cost.median(with) - Cost.median(without);
        workplace.say(String.format(
                Locale.ROOT,
                "a shadow adds %.2f CPU s to %.2f (%.1f %%); embedding the faces takes %.2f by itself",
                added,
                Cost.median(without),
                100 * added / Cost.median(without),
                embedding));
        figures.put("cpuSecondsWithout", Cost.median(without)).put("cpuSecondsWith", Cost.median(with));
        figures.put("facesEmbedded", faces).put("embeddingCpuSeconds", embedding);
        figures.put("ratio", added / Cost.median(without)).put("goal", GOAL);
        figures.put("tracks", agreement.compared()).put("same", agreement.same());
        return added / Cost.median(without) <= GOAL && agreement.same() == agreement.compared();
    }

    private static JobRun run(Map<String, Path> cameras, Path bank, Path out) {
        return new JobRun(cameras, bank, out).parallelism(1);
    }

    /** Makes a run anew: it is used once. */
    private interface Runs {
        JobRun make();
    }

    /** CPU seconds of the scenes without what starting, enrolling and draining cost. */
    private static double cpuSeconds(Runs runs) throws Exception {
        Cost whole = Cost.of(() -> runs.make().run());
        Cost beginning = Cost.of(() -> runs.make().duration(BEGINNING).run());
        return whole.minus(beginning).cpuSeconds();
    }

    private static long facesEmbedded(Path out) throws Exception {
        long faces = 0;
        for (String line : Files.readAllLines(out.resolve(FaceJob.REPORTS_FILE))) {
            faces += JSON.readTree(line).path("totals").path("facesEmbedded").asLong();
        }
        return faces;
    }

    private static double embedSeconds(Path model) throws Exception {
        List<byte[]> crops = Collections.nCopies(CROPS, new byte[112 * 112 * 3]);
        try (FaceEmbedder embedder = FaceEmbedder.open(ModelPack.load(model), Device.CPU)) {
            embedder.embed(crops);
            return Cost.of(() -> embedder.embed(crops)).cpuSeconds() / CROPS;
        }
    }
}
