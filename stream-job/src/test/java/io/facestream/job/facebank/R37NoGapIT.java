package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.bench.ProbeJob;
import io.facestream.job.identify.IdentifyFunction;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recognition goes on while a large facebank is loaded. How short the pauses are is measured by {@code ./facestream bench G10}. */
@Timeout(120)
class R37NoGapIT {
    private static final int TEMPLATES = 100_000;
    private static final AtomicBoolean LOAD = new AtomicBoolean();

    @TempDir
    private Path folder;

    @Test
    void recognitionGoesOnWithTheOldVersionUntilTheNewOneIsThere() throws Exception {
        LOAD.set(false);
        float[] probe = unit(new Random(-1));
        ProbeJob.Plan plan = new ProbeJob.Plan(
                Growing::new, () -> VectorOpener.CLEAR, 2, List.of(probe), Duration.ofMillis(10), folder, "");
        try (ProbeJob job = ProbeJob.start(plan)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> job.seen().size() > 100);
            int before = job.seen().size();
            LOAD.set(true);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            version(job, 0).equals("large") && version(job, 1).equals("large"));

            List<ProbeJob.Seen> meanwhile =
                    job.seen().subList(before, job.seen().size());
            assertThat(meanwhile.stream().filter(seen -> seen.facebankVersion().equals("small")))
                    .as("decisions with the old version while the new one is made")
                    .hasSizeGreaterThan(20);
            assertThat(meanwhile.stream().filter(seen -> seen.facebankVersion().equals("small")))
                    .allSatisfy(seen -> assertThat(seen.decision().personId()).isEqualTo("probe"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> job.accumulators().containsKey(IdentifyFunction.LONGEST_PAUSE));
            assertThat(Long.parseLong(job.accumulators().get(IdentifyFunction.LONGEST_PAUSE)))
                    .as("longest pause, microseconds")
                    .isBetween(1L, 1_000_000L);
            assertThat(job.runs()).isTrue();
        }
    }

    private static String version(ProbeJob job, int subtask) {
        return job.seen().stream()
                .filter(seen -> seen.subtask() == subtask)
                .reduce((a, b) -> b)
                .map(ProbeJob.Seen::facebankVersion)
                .orElse("");
    }

    private static float[] unit(Random random) {
        float[] unit = new float[512];
        double squares = 0;
        for (int i = 0; i < unit.length; i++) {
            unit[i] = random.nextFloat() - 0.5f;
            squares += (double) unit[i] * unit[i];
        }
        for (int i = 0; i < unit.length; i++) {
            unit[i] /= (float) Math.sqrt(squares);
        }
        return unit;
    }

    /** One person, then 100,000 more at once. */
    private static final class Growing implements FacebankFeed {
        private static final String MODEL =
                ModelStore.defaultPack().embedding().card().sha256();
        private final Random random = new Random(37);
        private int number;

        @Override
        public boolean poll(Outlet outlet) throws InterruptedException {
            if (number == 0) {
                number = 1;
                BankVersion version = new BankVersion(outlet.generation(), 1);
                List<BankTemplate> one =
                        List.of(BankTemplate.clear("probe", "probe", version, Long.MAX_VALUE, unit(new Random(-1))));
                outlet.add(
                        new FacebankUpdate("small", version, MODEL, one, List.of(), true, System.currentTimeMillis()));
                return true;
            }
            if (number == 1 && LOAD.get()) {
                number = 2;
                BankVersion version = new BankVersion(outlet.generation(), 2);
                for (int from = 0; from < TEMPLATES; from += FacebankUpdate.PART_SIZE) {
                    List<BankTemplate> part = new ArrayList<>();
                    for (int i = from; i < Math.min(TEMPLATES, from + FacebankUpdate.PART_SIZE); i++) {
                        part.add(BankTemplate.clear("t" + i, "p" + i, version, Long.MAX_VALUE, unit(random)));
                    }
                    boolean last = from + FacebankUpdate.PART_SIZE >= TEMPLATES;
                    outlet.add(new FacebankUpdate(
                            "large", version, MODEL, part, List.of(), last, System.currentTimeMillis()));
                }
                return true;
            }
            Thread.sleep(20);
            return false;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
