package io.facestream.cluster;

import io.facestream.job.watch.JobPulse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a cluster's JobManagers every two seconds how a job does, on a thread of its own, until it is closed. A cluster that does not answer
 * is asked again.
 */
public final class JobWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final Pattern ADDRESS = Pattern.compile("https?://[^/@?#\\s:]+:\\d{1,5}/?");
    private static final long ASK_EVERY_MILLIS = 2_000;

    private final ClusterRest rest;
    private final Optional<String> job;
    private final Consumer<JobPulse> told;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread asking = new Thread(work, "job-watch");
        asking.setDaemon(true);
        return asking;
    });
    private boolean answered = true;

    private JobWatch(ClusterRest rest, Optional<String> job, Consumer<JobPulse> told) {
        this.rest = rest;
        this.job = job;
        this.told = told;
    }

    /**
     * Begins to ask.
     *
     * @param addresses of JobManagers, such as {@code http://host:8081}
     * @param job its name, its id or the beginning of that; empty for the latest that has not ended, or else the latest
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it asks until it is closed
    public static JobWatch open(List<URI> addresses, Optional<String> job, Consumer<JobPulse> told) {
        JobWatch watch = new JobWatch(new ClusterRest(addresses), job, told);
        watch.thread.scheduleWithFixedDelay(watch::ask, 0, ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** The JobManagers of the cluster that was started in a folder of this machine; empty where none was. */
    public static List<URI> local(Path folder) throws IOException {
        if (!Files.exists(new ClusterFolder(folder).shape())) {
            return List.of();
        }
        return ClusterRest.addresses(LocalCluster.find(folder).shape());
    }

    /** @param text {@code http://HOST:PORT}, commas between several */
    public static List<URI> parse(String text) {
        List<URI> addresses = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!ADDRESS.matcher(part.strip()).matches()) {
                throw new IllegalArgumentException(
                        "rest: " + (part.contains("@") ? "***" : part) + " (expected: http://HOST:PORT)");
            }
            addresses.add(URI.create(part.strip().replaceAll("/$", "")));
        }
        return addresses;
    }

    private void ask() {
        try {
            told.accept(pulse());
            if (!answered) {
                LOG.warn("cluster: is back");
            }
            answered = true;
        } catch (IOException e) {
            told.accept(JobPulse.unknown(JobPulse.UNREACHABLE));
            if (answered) {
                LOG.warn("{}; the console goes on asking", e.getMessage());
            }
            answered = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("cluster: an answer that cannot be read", e);
        }
    }

    private JobPulse pulse() throws IOException, InterruptedException {
        List<ClusterRest.Job> meant = rest.jobs().stream()
                .filter(candidate -> job.isEmpty()
                        || candidate.name().equals(job.get())
                        || candidate.id().startsWith(job.get()))
                .toList();
        Optional<ClusterRest.Job> found = meant.stream()
                .filter(candidate -> !candidate.ended())
                .findFirst()
                .or(() -> meant.stream().findFirst());
        if (found.isEmpty()) {
            return JobPulse.unknown(JobPulse.NO_JOB);
        }
        ClusterRest.Job one = found.get();
        ClusterRest.Checkpoints checkpoints = rest.checkpoints(one.id());
        Map<String, Long> counters = rest.accumulators(one.id());
        // Flink calls a job running whose tasks wait for slots
        String state = one.state().equals("RUNNING") && !one.allRunning() ? "STARTING" : one.state();
        return new JobPulse(
                state,
                one.ended() ? 0 : rest.restarts(one.id()),
                checkpoints.completed(),
                checkpoints.failed(),
                checkpoints.lastMillis(),
                checkpoints.lastTook(),
                checkpoints.lastBytes(),
                counters);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
