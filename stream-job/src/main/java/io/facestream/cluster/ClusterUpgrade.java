package io.facestream.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes a job from one version to another: it ends with a savepoint, and the other version goes on from there. If that one does not come
 * up, the version before goes on from the same savepoint: until the first checkpoint nothing was committed, so nothing is lost or doubled.
 */
public final class ClusterUpgrade {
    private static final long LOOK_EVERY_MILLIS = 100;

    /** Restarts before the first checkpoint after which a version is given up. */
    private static final int RESTARTS = 3;

    /** Builds the job in some version and gives it to the cluster. */
    public interface Submitter {
        /** Fails where the job cannot be built in that version; leaves the cluster as it is. */
        void check(JobVersion version) throws Exception;

        /**
         * @param savepoint from which it goes on
         * @return the job's id
         */
        String submit(JobVersion version, String savepoint) throws Exception;
    }

    /**
     * What came of it.
     *
     * @param job the one that runs now
     * @param savepoint between the versions
     * @param processesRestarted because the version needs other libraries
     * @param gapMillis from the end of the savepoint, which committed all events until then, to the next commit
     * @param failure why the other version did not come up, in a line; then the version before runs again
     */
    public record Outcome(
            String job, String savepoint, boolean processesRestarted, long gapMillis, Optional<String> failure) {}

    private final LocalCluster cluster;
    private final ClusterJobs jobs;
    private final Submitter before;
    private final Submitter after;
    private final Duration patience;
    private final Consumer<String> step;

    /**
     * @param before submits the job as it was
     * @param after submits it as it is wanted
     * @param patience until the first checkpoint of the other version; then it is given up
     * @param step told what is done
     */
    public ClusterUpgrade(
            LocalCluster cluster, Submitter before, Submitter after, Duration patience, Consumer<String> step) {
        this.cluster = cluster;
        this.jobs = new ClusterJobs(cluster);
        this.before = before;
        this.after = after;
        this.patience = patience;
        this.step = step;
    }

    /** Takes a job over. */
    public Outcome run(String job, JobVersion from, JobVersion to) throws Exception {
        step.accept("building the job in version " + to.id());
        after.check(to);
        step.accept("ending the job with a savepoint");
        String savepoint = jobs.stop(job);
        long saved = System.currentTimeMillis();
        boolean restarted = cluster.useLibraries(to.lib());
        Optional<String> failure;
        try {
            step.accept("waiting for the first checkpoint of version " + to.id());
            String next = after.submit(to, savepoint);
            failure = awaitCheckpoint(next);
            if (failure.isEmpty()) {
                return new Outcome(next, savepoint, restarted, committedAt(next) - saved, failure);
            }
            jobs.cancel(next);
            if (jobs.lastCheckpoint(next) >= 0) {
                throw new IllegalStateException("job " + next + ": ended after its first checkpoint: " + failure.get()
                        + " (expected: cluster submit --from-savepoint with that checkpoint)");
            }
        } catch (IOException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
        step.accept("going back to version " + from.id());
        cluster.useLibraries(from.lib());
        String again = before.submit(from, savepoint);
        Optional<String> broken = awaitCheckpoint(again);
        if (broken.isPresent()) {
            throw new IllegalStateException("version " + to.id() + ": " + failure.get() + "; version " + from.id()
                    + " did not come up again either: " + broken.get() + "; the state is in "
                    + ClusterJobs.path(savepoint));
        }
        return new Outcome(again, savepoint, restarted, committedAt(again) - saved, failure);
    }

    private long committedAt(String job) throws IOException, InterruptedException {
        return jobs.lastCheckpointMillis(job);
    }

    /** Waits until a checkpoint is complete; tells why none came. */
    private Optional<String> awaitCheckpoint(String job) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (jobs.lastCheckpoint(job) < 0) {
            boolean late = System.nanoTime() > deadline;
            if (late || !jobs.isAlive(job) || jobs.restarts(job) >= RESTARTS) {
                String why = jobs.failure(job);
                return Optional.of(late ? "no checkpoint within " + patience.toSeconds() + " s, " + why : why);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        return Optional.empty();
    }
}
