package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.cluster.KafkaBroker;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.facebank.topic.PublishOptions;
import io.facestream.facebank.topic.TopicChange;
import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.BankVersion;
import io.facestream.job.facebank.FacebankFeed;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.job.identify.IdentifyFunction;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * G10: how long a change on the facebank's topic takes until every subtask decides by it, and how long recognition pauses while a large
 * facebank is loaded: the longest that a frame waits for its decision. Four subtasks, each with ten faces a second to be searched for twice.
 */
final class FacebankChanges implements Measurement {
    private static final int SUBTASKS = 4;
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration CHECKPOINTS = Duration.ofSeconds(5);
    private static final int SMALL = 10_000;
    private static final int LARGE = 100_000;
    private static final int CHANGES = 50;
    private static final double GOAL_MILLIS = 1_000;
    private static final double GOAL_WAIT_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "G10";
    }

    @Override
    public String about() {
        return "record on the facebank's topic -> first decision with it, on each of 4 subtasks, 10,000 people, p99 <= 1 s;"
                + " longest that a frame waits for its decision while 100,000 templates load <= 100 ms";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        boolean load = load(workplace, figures);
        boolean change = change(workplace, figures);
        return load && change;
    }

    private boolean load(Workplace workplace, ObjectNode figures) throws Exception {
        List<Double> worst = new ArrayList<>();
        List<Double> quiet = new ArrayList<>();
        for (int round = 1; round <= workplace.rounds(); round++) {
            Loading.PEOPLE.set(SMALL);
            ProbeJob.Plan plan = new ProbeJob.Plan(
                    Loading::new,
                    () -> VectorOpener.CLEAR,
                    SUBTASKS,
                    List.of(MadeFacebank.unit(0)),
                    EVERY,
                    workplace.fresh("g10"),
                    "",
                    CHECKPOINTS);
            try (ProbeJob job = ProbeJob.start(plan)) {
                await(() -> job.allDecideBy("1") && job.decisions() > SUBTASKS * 100);
                int before = job.seen().size();
                pause(Duration.ofSeconds(5));
                quiet.add(longestWaitMillis(job.seen(), before));
                before = job.seen().size();
                Loading.PEOPLE.set(LARGE);
                await(() -> job.allDecideBy("2"));
                pause(Duration.ofSeconds(2));
                worst.add(longestWaitMillis(job.seen(), before));
                workplace.say(String.format(
                        Locale.ROOT,
                        "round %d: longest wait %.0f ms while %,d templates load, %.0f ms in 5 s without; longest hold by the facebank %s us",
                        round,
                        worst.get(worst.size() - 1),
                        LARGE,
                        quiet.get(quiet.size() - 1),
                        job.accumulators().get(IdentifyFunction.LONGEST_PAUSE)));
            }
        }
        double wait = Cost.median(worst);
        workplace.say(String.format(
                Locale.ROOT,
                "median longest wait: %.0f ms while loading, %.0f ms without; a frame is due every %d ms",
                wait,
                Cost.median(quiet),
                EVERY.toMillis()));
        figures.put("longestWaitMillis", wait).put("waitGoal", GOAL_WAIT_MILLIS);
        figures.put("longestWaitWithoutLoadMillis", Cost.median(quiet));
        worst.forEach(figures.putArray("longestWaitsMillis")::add);
        return wait <= GOAL_WAIT_MILLIS;
    }

    /** The longest that a frame waited for its decision: no pause of recognition is longer. */
    private static double longestWaitMillis(List<ProbeJob.Seen> seen, int from) {
        return seen.subList(from, seen.size()).stream()
                        .mapToLong(one -> one.nanos() - one.dueNanos())
                        .max()
                        .orElseThrow()
                / 1e6;
    }

    private boolean change(Workplace workplace, ObjectNode figures) throws Exception {
        Path folder = workplace.fresh("g10");
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"), 0)) {
            Map<String, String> client = Map.of("bootstrap.servers", broker.servers());
            FacebankTopics.create("facebank", client);
            Path keyFile = folder.resolve("facebank.key");
            MasterKey key = MasterKey.create(keyFile);
            workplace.say("publishing " + SMALL + " people");
            try (FacebankTopicWriter writer = FacebankTopicWriter.open("facebank", client, key, "bench")) {
                Facebank bank = MadeFacebank.people(0, SMALL);
                String first =
                        writer.publish(bank, PublishOptions.exact()).commit().version();
                FacebankInput input =
                        new FacebankInput("", Optional.of(new KafkaAddress("facebank", client)), keyFile.toString());
                ProbeJob.Plan plan = new ProbeJob.Plan(
                        input.feed(new ModelChoice(""), Device.CPU),
                        input.vectors(),
                        SUBTASKS,
                        List.of(MadeFacebank.unit(0)),
                        EVERY,
                        folder.resolve("job"),
                        "",
                        CHECKPOINTS);
                try (ProbeJob job = ProbeJob.start(plan)) {
                    await(() -> job.allDecideBy(first) && job.decisions() > SUBTASKS * 100);
                    return delays(workplace, figures, writer, bank, job);
                }
            }
        }
    }

    private static boolean delays(
            Workplace workplace, ObjectNode figures, FacebankTopicWriter writer, Facebank bank, ProbeJob job)
            throws Exception {
        List<Double> delays = new ArrayList<>();
        PublishOptions add = new PublishOptions(true, false);
        for (int i = 0; i < CHANGES; i++) {
            int number = bank.people() + i;
            FacebankRecord newcomer = MadeFacebank.record("person" + number, number, MadeFacebank.modelId());
            TopicChange change = writer.publish(MadeFacebank.of(List.of(newcomer)), add);
            // The writer stamps the commit record just before it hands it to Kafka.
            long nanosThen = System.nanoTime()
                    - (System.currentTimeMillis() - change.commit().atMillis()) * 1_000_000;
            String version = change.commit().version();
            await(() -> job.allDecideBy(version));
            for (int subtask = 0; subtask < SUBTASKS; subtask++) {
                delays.add((firstWith(job, version, subtask) - nanosThen) / 1e6);
            }
            pause(Duration.ofMillis(50 + 37 * (i % 10)));
        }
        delays.sort(Double::compare);
        double p50 = delays.get(delays.size() / 2);
        double p99 = delays.get((int) Math.ceil(delays.size() * 0.99) - 1);
        double worst = delays.get(delays.size() - 1);
        workplace.say(String.format(
                Locale.ROOT,
                "%d changes, each on %d subtasks: p50 %.0f ms, p99 %.0f ms, worst %.0f ms",
                CHANGES,
                SUBTASKS,
                p50,
                p99,
                worst));
        figures.put("changeP50Millis", p50).put("changeP99Millis", p99).put("changeWorstMillis", worst);
        figures.put("changeGoalMillis", GOAL_MILLIS)
                .put("people", bank.people())
                .put("changes", CHANGES);
        return p99 <= GOAL_MILLIS;
    }

    private static long firstWith(ProbeJob job, String version, int subtask) {
        return job.seen().stream()
                .filter(seen ->
                        seen.subtask() == subtask && seen.facebankVersion().equals(version))
                .findFirst()
                .orElseThrow()
                .nanos();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("G10: nothing for " + PATIENCE + " (expected: the next version)");
            }
            pause(Duration.ofMillis(20));
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** Gives so many people as are asked for, all at once. */
    private static final class Loading implements FacebankFeed {
        private static final AtomicInteger PEOPLE = new AtomicInteger();

        private int given;
        private long number;

        @Override
        public boolean poll(Outlet outlet) throws InterruptedException {
            int wanted = PEOPLE.get();
            if (wanted == given) {
                Thread.sleep(20);
                return false;
            }
            number++;
            BankVersion version = new BankVersion(outlet.generation(), number);
            while (given < wanted) {
                List<BankTemplate> part = new ArrayList<>(FacebankUpdate.PART_SIZE);
                for (; given < wanted && part.size() < FacebankUpdate.PART_SIZE; given++) {
                    part.add(BankTemplate.clear(
                            "t" + given, "person" + given, version, Long.MAX_VALUE, MadeFacebank.unit(given)));
                }
                outlet.add(new FacebankUpdate(
                        Long.toString(number),
                        version,
                        MadeFacebank.modelId(),
                        part,
                        List.of(),
                        given == wanted,
                        System.currentTimeMillis()));
            }
            return true;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
