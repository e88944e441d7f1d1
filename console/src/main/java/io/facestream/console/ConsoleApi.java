package io.facestream.console;

import io.facestream.console.http.Access;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import io.facestream.console.http.Role;
import io.facestream.console.http.Route;
import io.facestream.console.live.LiveSocket;
import io.facestream.console.people.People;
import io.facestream.console.people.PeopleApi;
import io.facestream.console.people.UnknownsApi;
import io.facestream.console.threshold.DecidingRun;
import io.facestream.console.threshold.ThresholdApi;
import io.facestream.console.verify.VerifyApi;
import io.facestream.console.visit.CameraReport;
import io.facestream.console.visit.VisitBook;
import io.facestream.console.visit.VisitsApi;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.run.JobSettings;
import io.facestream.job.watch.CameraPulse;
import io.facestream.job.watch.RunView;
import io.facestream.vision.model.ModelPack;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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
     * @param state {@code waiting}, {@code up}, {@code down} or {@code ended}
     * @param since ISO 8601, UTC; null before its first report
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
            long notShown,
            long decidedAfterMillis,
            Map<String, Long> counts) {}

    private final JobSettings settings;
    private final RunView view;
    private final VisitBook book;
    private final ThresholdApi threshold;
    private final VerifyApi verify;
    private final PeopleApi people;
    private final UnknownsApi unknowns;
    private final Instant begin = Instant.now();
    private @Nullable ModelPack pack;

    ConsoleApi(JobSettings settings, RunView view, VisitBook book, People people) {
        this.people = new PeopleApi(people);
        this.unknowns = new UnknownsApi(settings, people, book);
        this.settings = settings;
        this.view = view;
        this.book = book;
        threshold = new ThresholdApi(
                () -> new DecidingRun(settings.facebank(), settings.identify(), settings.device()), book, this::models);
        verify = new VerifyApi(this::models, () -> settings.device(), threshold::inForce);
    }

    /** The run's models. */
    private synchronized ModelPack models() {
        ModelPack open = pack;
        if (open == null) {
            open = new ModelChoice(settings.model().map(Path::toString).orElse("")).open();
            pack = open;
        }
        return open;
    }

    /** Forgets what a session left behind, because it has ended. */
    void signedOut(String session) {
        verify.signedOut(session);
    }

    /** Frees the networks. */
    @Override
    public void close() {
        verify.close();
        threshold.close();
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(ownRoutes());
        routes.addAll(threshold.routes());
        routes.addAll(verify.routes());
        routes.addAll(people.routes());
        routes.addAll(unknowns.routes());
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
        return settings.cameras().stream().anyMatch(camera -> camera.id().equals(cameraId))
                || view.cameras().stream().anyMatch(pulse -> pulse.cameraId().equals(cameraId));
    }

    private List<Camera> cameras(Access access) {
        Map<String, CameraReport> reports = book.cameras();
        Map<String, CameraPulse> pulses = new LinkedHashMap<>();
        view.cameras().forEach(pulse -> pulses.put(pulse.cameraId(), pulse));
        Map<String, CameraSpec> specs = new LinkedHashMap<>();
        settings.cameras().forEach(camera -> specs.put(camera.id(), camera));
        TreeSet<String> others = new TreeSet<>(pulses.keySet());
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

    private static Camera camera(
            String id, Optional<CameraSpec> spec, @Nullable CameraPulse pulse, @Nullable CameraReport report) {
        long frames = pulse == null ? 0 : pulse.frames();
        String state = frames == 0 ? "waiting" : "up";
        if (report != null && !report.up()) {
            state = "down";
        }
        if (pulse != null && pulse.ended()) {
            state = "ended";
        }
        return new Camera(
                id,
                spec.map(CameraSpec::redactedUri).orElse("topic of frames"),
                spec.map(CameraSpec::live).orElse(true),
                state,
                report == null ? null : report.since(),
                report == null || report.up() ? "" : report.reason(),
                frames,
                pulse == null ? 0 : pulse.framesASecond(),
                pulse == null ? 0 : pulse.notShown(),
                pulse == null ? 0 : pulse.decidedAfterMillis(),
                pulse == null ? Map.of() : pulse.counts());
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
        health.put("provider", settings.device().toString());
        health.put("parallelism", settings.parallelism());
        health.put("checkpointIntervalMillis", settings.checkpointInterval().toMillis());
        health.put("job", view.job());
        health.put("events", book.events());
        health.put("eventsRefused", book.refused());
        health.put("cameras", cameras(access));
        return health;
    }
}
