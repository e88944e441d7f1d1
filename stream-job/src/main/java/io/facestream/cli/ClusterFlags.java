package io.facestream.cli;

import io.facestream.ingest.camera.CameraKind;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.run.JobOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** Makes the settings of a run fit for another process: paths from the root of the file system, nothing that needs this terminal. */
final class ClusterFlags {
    private static final String EVENTS = "kafka://identity-events";

    /** Settings that name a file or folder, unless they hold a URI. */
    private static final List<String> PATHS = List.of("facebank", "facebank-key", "out", "crops", "cameras-file");

    /** Settings that name a file or folder, unless it is not there: then they name a pack. */
    private static final List<String> MODELS = List.of("model", "shadow-model");

    private ClusterFlags() {}

    /**
     * @throws IllegalArgumentException that names every setting which needs the process that was asked, one a line
     */
    static void adjust(Configuration configuration) {
        List<String> problems = new ArrayList<>();
        if (configuration.getOptional(JobOptions.EVENTS).isEmpty()) {
            configuration.set(JobOptions.EVENTS, List.of(EVENTS));
        }
        List<String> events = new ArrayList<>();
        for (String uri : configuration.get(JobOptions.EVENTS)) {
            if (uri.startsWith("terminal:")) {
                problems.add("events: " + uri + " (expected: kafka://TOPIC or file:PATH; a cluster has no terminal)");
            }
            events.add(uri.startsWith("file:") ? "file:" + absolute(uri.substring("file:".length())) : uri);
        }
        configuration.set(JobOptions.EVENTS, events);
        if (configuration.getOptional(JobOptions.OUT).isPresent()
                && configuration.getOptional(JobOptions.ANNOTATE).orElse(true)) {
            problems.add("annotate: true (expected: --no-annotate beside --out; a cluster draws no videos)");
        }
        configuration.set(JobOptions.ANNOTATE, false);
        for (String key : PATHS) {
            configuration
                    .getOptional(ConfigOptions.key(key).stringType().noDefaultValue())
                    .filter(value -> !value.isEmpty() && !value.contains("://"))
                    .ifPresent(value -> configuration.setString(key, absolute(value)));
        }
        for (String key : MODELS) {
            configuration
                    .getOptional(ConfigOptions.key(key).stringType().noDefaultValue())
                    .filter(value -> Files.exists(Path.of(value)))
                    .ifPresent(value -> configuration.setString(key, absolute(value)));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** The same camera; file and password file by their whole path. */
    static CameraSpec absolute(CameraSpec camera) {
        boolean file = camera.kind() == CameraKind.FILE && !camera.uri().startsWith("file://");
        String uri = file ? absolute(camera.uri().replaceFirst("^file:", "")) : camera.uri();
        String password = camera.passwordFile().isEmpty() ? "" : absolute(camera.passwordFile());
        return new CameraSpec(camera.id(), uri, camera.kind(), password, camera.options());
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }
}
