package io.facestream.chaos;

import io.facestream.cluster.ClusterJobs;
import io.facestream.cluster.ClusterUpgrade;
import io.facestream.cluster.JobVersion;
import io.facestream.cluster.LocalCluster;
import io.facestream.job.run.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes the job to another version and back: the same classes in another jar. */
final class Upgrader implements ClusterUpgrade.Submitter {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final LocalCluster cluster;
    private final ClusterJobs jobs;
    private final JobSettings settings;
    private final String name;
    private final JobVersion other;
    private final List<Double> gapSeconds = new ArrayList<>();
    private JobVersion current;
    private JobVersion next;

    /** @param folder for the other version's mark */
    Upgrader(LocalCluster cluster, JobSettings settings, String name, Path folder) throws IOException {
        this.cluster = cluster;
        this.jobs = new ClusterJobs(cluster);
        this.settings = settings;
        this.name = name;
        current = cluster.versions().own();
        Path mark = Files.createDirectories(folder.resolve("mark"));
        Files.writeString(mark.resolve("another-version"), "");
        other = cluster.versions().of(mark, current.jar());
        next = other;
    }

    /** Upgrades the job and returns the id that it has from now on. */
    String upgrade(String job) throws Exception {
        ClusterUpgrade.Outcome outcome =
                new ClusterUpgrade(cluster, this, this, PATIENCE, step -> {}).run(job, current, next);
        if (outcome.failure().isPresent()) {
            throw new IllegalStateException(
                    "version " + next.id() + ": " + outcome.failure().get());
        }
        JobVersion before = current;
        current = next;
        next = before;
        gapSeconds.add(outcome.gapMillis() / 1e3);
        return outcome.job();
    }

    /** Seconds without a commit, of each upgrade. */
    List<Double> gapSeconds() {
        return List.copyOf(gapSeconds);
    }

    @Override
    public void check(JobVersion version) {
        ClusterJobs.build(settings);
    }

    @Override
    public String submit(JobVersion version, String savepoint) throws Exception {
        return jobs.submit(settings, name, ClusterJobs.Start.from(savepoint), version);
    }
}
