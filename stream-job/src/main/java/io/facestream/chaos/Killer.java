package io.facestream.chaos;

import io.facestream.cluster.ClusterJobs;
import io.facestream.cluster.LocalCluster;
import io.facestream.cluster.LocalKafka;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Kills one process after the other, starts each again, and measures how long the job takes to recover. */
final class Killer {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final double AGAIN_SHARE = 0.25;
    private static final long LONGEST_OUTAGE_MILLIS = 2_000;
    private static final double USUAL_SECONDS = 12;
    private static final long LOOK_EVERY_MILLIS = 200;

    private final ChaosOptions options;
    private final LocalKafka kafka;
    private final LocalCluster cluster;
    private final ClusterJobs jobs;
    private final Upgrader upgrader;
    private final ChaosRun.Progress progress;
    private final Random random;
    private final long beginNanos = System.nanoTime();
    private volatile String job;
    private volatile int done;
    private volatile long roundNanos = System.nanoTime();

    Killer(
            ChaosOptions options,
            LocalKafka kafka,
            LocalCluster cluster,
            ClusterJobs jobs,
            String job,
            Upgrader upgrader,
            ChaosRun.Progress progress) {
        this.options = options;
        this.kafka = kafka;
        this.cluster = cluster;
        this.jobs = jobs;
        this.job = job;
        this.upgrader = upgrader;
        this.progress = progress;
        this.random = new Random(options.seed());
    }

    /** A kill from which the job has not recovered. */
    private record Open(int number, String process, long atMillis, long atNanos, double outageSeconds, boolean again) {}

    /** How far the kills have come, 0..1; grows between two of them too. From any thread. */
    double share() {
        double current = Math.min(0.95, (System.nanoTime() - roundNanos) / 1e9 / USUAL_SECONDS);
        return Math.min(1, (done + current) / options.kills());
    }

    /** The job, which has another id after each upgrade. */
    String job() {
        return job;
    }

    List<Kill> run() throws Exception {
        List<Kill> kills = new ArrayList<>();
        int upgrades = 0;
        List<Open> open = new ArrayList<>();
        awaitCheckpoint(0);
        for (int number = 0; number < options.kills(); number++) {
            roundNanos = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(random.nextInt((int) options.between().toMillis()));
            open.add(kill(number, !open.isEmpty()));
            boolean last = number == options.kills() - 1;
            if (last || random.nextDouble() >= AGAIN_SHARE) {
                awaitCheckpoint(open.get(open.size() - 1).atMillis());
                long now = System.nanoTime();
                for (Open kill : open) {
                    kills.add(new Kill(
                            kill.number() + 1,
                            kill.process(),
                            (kill.atNanos() - beginNanos) / 1e9,
                            kill.outageSeconds(),
                            kill.again(),
                            (now - kill.atNanos()) / 1e9));
                }
                open.clear();
                if (upgrades < options.upgrades()
                        && (number + 1) * (options.upgrades() + 1) >= (upgrades + 1) * options.kills()) {
                    upgrades++;
                    progress.at(
                            (number + 1) / (double) options.kills(),
                            "upgrade " + upgrades + " of " + options.upgrades());
                    job = upgrader.upgrade(job);
                }
            }
            done = number + 1;
        }
        return kills;
    }

    private Open kill(int number, boolean again) throws IOException, InterruptedException {
        String process = process(Victim.draw(number, random));
        progress.at(
                number / (double) options.kills(),
                String.format(Locale.ROOT, "kill %d of %d: %s", number + 1, options.kills(), process));
        long atMillis = System.currentTimeMillis();
        long atNanos = System.nanoTime();
        boolean broker = process.equals("broker");
        if (broker) {
            kafka.kill();
        } else {
            cluster.kill(process);
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt((int) LONGEST_OUTAGE_MILLIS));
        if (broker) {
            kafka.restart();
        } else {
            cluster.restart(process);
        }
        return new Open(number, process, atMillis, atNanos, (System.nanoTime() - atNanos) / 1e9, again);
    }

    private String process(Victim victim) {
        return switch (victim) {
            case TASKMANAGER ->
                "taskmanager-" + (1 + random.nextInt(cluster.shape().taskManagers()));
            case JOBMANAGER -> "jobmanager-1";
            case BROKER -> "broker";
        };
    }

    /** Waits until a checkpoint that began after a moment is complete. */
    private void awaitCheckpoint(long afterMillis) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (jobs.checkpointedSince(job, afterMillis)) {
                    return;
                }
                if (!jobs.isAlive(job)) {
                    throw new IllegalStateException("job " + job + ": ended, " + jobs.failure(job));
                }
            } catch (IOException e) {
                // no JobManager leads yet
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("job " + job + ": no checkpoint within " + PATIENCE.toSeconds()
                        + " s (expected: one after each kill)");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
