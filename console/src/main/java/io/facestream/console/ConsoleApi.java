package io.facestream.console;

import io.facestream.cli.console.Watched;
import io.facestream.console.http.Access;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import io.facestream.console.http.Role;
import io.facestream.console.http.Route;
import io.facestream.console.live.LiveSocket;
import io.facestream.console.model.RunModels;
import io.facestream.console.people.People;
import io.facestream.console.people.PeopleApi;
import io.facestream.console.people.UnknownsApi;
import io.facestream.console.review.ReviewsApi;
import io.facestream.console.threshold.DecidingRun;
import io.facestream.console.threshold.ThresholdApi;
import io.facestream.console.verify.VerifyApi;
import io.facestream.console.visit.CameraReport;
import io.facestream.console.visit.VisitBook;
import io.facestream.console.visit.VisitsApi;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.watch.CameraPulse;
import io.facestream.job.watch.RunView;
import io.facestream.job.watch.TopicPulse;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can be asked of a console, as routes. */
final class ConsoleApi implements AutoCloseable {
    /**
     * A camera as the pages show it.
     *
     * @param source where it is, without secrets
     * @param state {@code waiting}, {@code up}, {@code down}, {@code ended}, or {@code unknown} while nothing can be heard of it
     * @param since ISO 8601, UTC; null before its first report
     * @param noPicture why there can be no pictures of it; empty where there can
     */
    record Camera(
            String cameraId,
            String source,
            boolean live,
            String state,
            @Nullable String since,
            String reason,
            long frames,
            double framesASecond,
            String noPicture,
            long notShown,
            long decidedAfterMillis,
            Map<String, Long> counts) {}

    private final Watched watched;
    private final RunView view;
    private final VisitBook book;
    private final ThresholdApi threshold;
    private final VerifyApi verify;
    private final PeopleApi people;
    private final UnknownsApi unknowns;
    private final ReviewsApi reviews;
    private final Instant begin = Instant.now();

    ConsoleApi(Watched watched, RunView view, VisitBook book, People people, RunModels models) {
        this.people = new PeopleApi(people);
        this.unknowns = new UnknownsApi(watched, people, book);
        this.reviews = new ReviewsApi(watched, book);
        this.watched = watched;
        this.view = view;
        this.book = book;
        threshold = new ThresholdApi(
                () -> new DecidingRun(watched.facebank(), watched.identify(), watched.device()), book, models);
        verify = new VerifyApi(models, () -> watched.device(), threshold::inForce);
    }

    /** Forgets what a session left behind, because it has ended. */
    void signedOut(String session) {
        verify.signedOut(session);
    }

    /** Frees the networks, and leaves the log of use. */
    @Override
    public void close() {
        reviews.close();
        verify.close();
        threshold.close();
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(ownRoutes());
        routes.addAll(threshold.routes());
        routes.addAll(verify.routes());
        routes.addAll(people.routes());
        routes.addAll(unknowns.routes());
        routes.addAll(reviews.routes());
        routes.addAll(new VisitsApi(book, unknowns::faces).routes());
        return routes;
    }

    private List<Route> ownRoutes() {
        return List.of(
                get("/api/session", request -> Map.of("role", request.role())),
                get("/api/cameras", request -> cameras(request.access())),
                get("/api/cameras/{camera}/live", this::live),
                get("/api/health", request -> health(request.access())),
                get("/metrics", this::metrics),
                get("/api/openapi.yaml", ConsoleApi::document));
    }

    private static Route get(String path, Route.Handler handler) {
        return new Route(Methods.GET, path, Role.VIEWER, handler);
    }

    /** The document that describes these routes. */
    private static @Nullable Object document(Request request) throws IOException {
        try (InputStream in = ConsoleApi.class.getResourceAsStream("openapi.yaml")) {
            byte[] bytes = Objects.requireNonNull(in, "openapi.yaml").readAllBytes();
            request.exchange().getResponseHeaders().put(Headers.CONTENT_TYPE, "application/yaml");
            request.exchange().getResponseSender().send(ByteBuffer.wrap(bytes));
            return null;
        }
    }

    private @Nullable Object live(Request request) throws Exception {
        String cameraId = request.path("camera");
        if (!CameraSpec.isId(cameraId)
                || !isCamera(cameraId)
                || !request.access().sees(cameraId)) {
            throw new Refusal(404, "camera: not one of this run's");
        }
        LiveSocket.open(request, view, cameraId);
        return null;
    }

    private boolean isCamera(String cameraId) {
        return watched.cameras().stream().anyMatch(camera -> camera.id().equals(cameraId))
                || view.cameras().stream().anyMatch(pulse -> pulse.cameraId().equals(cameraId))
                || book.cameras().containsKey(cameraId);
    }

    private List<Camera> cameras(Access access) {
        Map<String, CameraReport> reports = book.cameras();
        Map<String, CameraPulse> pulses = new LinkedHashMap<>();
        view.cameras().forEach(pulse -> pulses.put(pulse.cameraId(), pulse));
        Map<String, CameraSpec> specs = new LinkedHashMap<>();
        watched.cameras().forEach(camera -> specs.put(camera.id(), camera));
        TreeSet<String> others = new TreeSet<>(pulses.keySet());
        others.addAll(reports.keySet());
        others.removeAll(specs.keySet());
        List<Camera> cameras = new ArrayList<>();
        for (String id : specs.keySet()) {
            cameras.add(camera(id, Optional.ofNullable(specs.get(id)), pulses.get(id), reports.get(id)));
        }
        for (String id : others) {
            cameras.add(camera(id, Optional.empty(), pulses.get(id), reports.get(id)));
        }
        cameras.removeIf(camera -> !access.sees(camera.cameraId()));
        return cameras;
    }

    private Camera camera(
            String id, Optional<CameraSpec> spec, @Nullable CameraPulse pulse, @Nullable CameraReport report) {
        long frames = pulse == null ? 0 : pulse.frames();
        String state = frames == 0 && report == null ? "waiting" : "up";
        if (report != null && !report.up()) {
            state = "down";
        }
        if (pulse != null && pulse.ended()) {
            state = "ended";
        }
        String unheard = unheard();
        return new Camera(
                id,
                spec.map(CameraSpec::redactedUri).orElse(frames == 0 ? "a camera of the run" : "topic of frames"),
                spec.map(CameraSpec::live).orElse(true),
                unheard.isEmpty() ? state : "unknown",
                report == null ? null : report.since(),
                !unheard.isEmpty() ? unheard : report == null || report.up() ? "" : report.reason(),
                frames,
                pulse == null ? 0 : pulse.framesASecond(),
                noPicture(frames),
                pulse == null ? 0 : pulse.notShown(),
                pulse == null ? 0 : pulse.decidedAfterMillis(),
                pulse == null ? Map.of() : pulse.counts());
    }

    /** Why nothing is heard of cameras at present; empty while something can be. */
    private String unheard() {
        return view.topics().stream()
                .filter(topic -> topic.state() == TopicPulse.State.UNREACHABLE)
                .map(TopicPulse::problem)
                .findFirst()
                .orElse("");
    }

    /** Why there can be no pictures of a camera that has sent so many frames: they come from topics only. */
    private String noPicture(long frames) {
        List<TopicPulse> topics = view.topics();
        if (frames > 0 || topics.isEmpty()) {
            return "";
        }
        Optional<TopicPulse> holding = topics.stream()
                .filter(topic -> topic.role() == TopicPulse.Role.FRAMES)
                .findFirst();
        return holding.map(topic -> topic.problem().isEmpty()
                        ? "no frame of this camera on topic " + topic.topic()
                                + " so far; of one that the job reads directly there is none"
                        : topic.problem())
                .orElse("this console reads no topic of frames (--frames TOPIC)");
    }

    /** The same for Prometheus. */
    private @Nullable Object metrics(Request request) {
        request.exchange().getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        request.exchange().getResponseSender().send(ConsoleMetrics.of(view, book, request.access()));
        return null;
    }

    private Map<String, Object> health(Access access) {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("since", begin.toString());
        Optional<Watched.Shape> shape = watched.shape();
        health.put("provider", shape.isPresent() ? watched.device().inUse().toString() : null);
        health.put("parallelism", shape.map(Watched.Shape::parallelism).orElse(null));
        health.put(
                "checkpointIntervalMillis",
                shape.map(known -> known.checkpointInterval().toMillis()).orElse(null));
        health.put("job", view.job());
        health.put("topics", view.topics());
        health.put("events", book.events());
        health.put("eventsRefused", book.refused());
        health.put("cameras", cameras(access));
        return health;
    }
}
