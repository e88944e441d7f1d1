package io.facestream.job.watch;

import io.facestream.job.render.Annotation;
import io.facestream.vision.picture.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * What happens in one run, for those who watch it in this process. The operators of a run of this process find it by its name; of a run
 * on a cluster, {@link io.facestream.job.watch.topic} fills it. Watchers are called on one thread of the view's own and must not block.
 * Thread-safe.
 */
public final class RunView implements AutoCloseable {
    /** Width to which wider frames are scaled for watchers, in pixels. */
    public static final int WIDTH = 640;

    /** Somebody's watching, until it is closed. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private static final Map<String, RunView> OPEN = new ConcurrentHashMap<>();

    private final String run;
    private final Map<String, CameraFeed> feeds = new ConcurrentSkipListMap<>();
    private final List<Consumer<String>> eventWatchers = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> commitWatchers = new CopyOnWriteArrayList<>();
    private final Map<String, TopicPulse> topics = new ConcurrentSkipListMap<>();
    private volatile JobPulse job = JobPulse.starting();
    private final ExecutorService coder = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "run-view");
        thread.setDaemon(true);
        return thread;
    });

    private RunView(String run) {
        this.run = run;
    }

    /**
     * Opens the view of a run that is about to start.
     *
     * @throws IllegalStateException if there is one of that name
     */
    public static RunView open(String run) {
        RunView view = new RunView(run);
        if (OPEN.putIfAbsent(run, view) != null) {
            view.coder.shutdownNow();
            throw new IllegalStateException("run view: " + run + " is open already");
        }
        return view;
    }

    /** The view of a run, where this process has one. */
    public static Optional<RunView> find(String run) {
        return Optional.ofNullable(OPEN.get(run));
    }

    /** The name by which the run's operators find it. */
    public String run() {
        return run;
    }

    /** Takes a frame that was looked at; by the thread that did, which keeps the picture. */
    public void frame(String cameraId, long capturedAtMillis, Picture picture) {
        frame(cameraId, capturedAtMillis, picture, System.nanoTime());
    }

    /**
     * Takes a frame that was looked at; by the thread that did, which keeps the picture.
     *
     * @param sinceNanos when the job had it, by {@link System#nanoTime}
     */
    public void frame(String cameraId, long capturedAtMillis, Picture picture, long sinceNanos) {
        feed(cameraId).frame(capturedAtMillis, picture, sinceNanos);
    }

    /** Takes that a camera delivers nothing more. */
    public void end(String cameraId) {
        feed(cameraId).end();
    }

    /** Takes what was found in a frame. */
    public void annotate(Annotation annotation) {
        feed(annotation.cameraId()).annotate(annotation);
    }

    /** Takes that a frame of a topic has come, which is not decoded unless it is shown. */
    public void arrive(String cameraId, long capturedAtMillis) {
        feed(cameraId).arrive(capturedAtMillis);
    }

    /** Whether somebody watches a camera. */
    public boolean isWatched(String cameraId) {
        return feed(cameraId).isWatched();
    }

    /**
     * Shows a frame of a topic to those who watch its camera.
     *
     * @param annotation what was found in it
     * @param coded the frame as it was sent, not to be changed; empty where there is none, and only the boxes are shown
     * @param sinceNanos when it came, by {@link System#nanoTime}
     */
    public void show(Annotation annotation, byte[] coded, long sinceNanos) {
        feed(annotation.cameraId()).show(annotation, coded, sinceNanos);
    }

    /** Takes what a camera's frames have counted since, by the names of {@link io.facestream.job.observe.Counts}. */
    public void count(String cameraId, Map<String, Long> increments) {
        feed(cameraId).count(increments);
    }

    /** Takes how the job does. */
    public void job(JobPulse pulse) {
        job = pulse;
    }

    /** How the job does, as last told. */
    public JobPulse job() {
        return job;
    }

    /** Takes an event, as a line of JSON. */
    public void event(String line) {
        eventWatchers.forEach(watcher -> watcher.accept(line));
    }

    /** Takes an event that is committed, as a line of JSON; it may have come before as one that was not. */
    public void commit(String line) {
        commitWatchers.forEach(watcher -> watcher.accept(line));
    }

    /** Takes how the reading of a topic does. */
    public void topic(TopicPulse pulse) {
        topics.put(pulse.role() + " " + pulse.topic(), pulse);
    }

    /** The topics through which the run is watched; empty where it is in this process. */
    public List<TopicPulse> topics() {
        return List.copyOf(topics.values());
    }

    /** Watches a camera, which need not have delivered yet, until the result is closed. */
    public Watch watch(String cameraId, Consumer<LiveFrame> watcher) {
        return feed(cameraId).watch(watcher);
    }

    /** Watches events, as lines of JSON, until the result is closed; called by the job's thread. */
    public Watch watchEvents(Consumer<String> watcher) {
        eventWatchers.add(watcher);
        return () -> eventWatchers.remove(watcher);
    }

    /** Watches committed events, as lines of JSON, until the result is closed. */
    public Watch watchCommits(Consumer<String> watcher) {
        commitWatchers.add(watcher);
        return () -> commitWatchers.remove(watcher);
    }

    /** Every camera that has delivered a frame or is watched, by id. */
    public List<CameraPulse> cameras() {
        return feeds.values().stream().map(CameraFeed::pulse).toList();
    }

    private CameraFeed feed(String cameraId) {
        return feeds.computeIfAbsent(cameraId, id -> new CameraFeed(id, WIDTH, coder));
    }

    @Override
    public void close() {
        OPEN.remove(run, this);
        coder.shutdownNow();
    }
}
