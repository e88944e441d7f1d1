package io.facestream.job.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.facestream.ingest.camera.CameraOptions;
import io.facestream.ingest.camera.CameraOptions.RtspTransport;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.source.CameraRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cameras as a YAML list, each with {@code id}, {@code uri}, {@code passwordFile}, {@code rtspTransport} and {@code allowLinkLocal};
 * the list may stand under {@code cameras:}. The file is read again and again while the job runs. What is said of it quotes no line:
 * one might hold a password.
 *
 * @param path the file, on the machine where the job is coordinated
 */
public record CamerasFile(String path) implements CameraRegistry {
    private static final Set<String> KEYS =
            new TreeSet<>(Set.of("id", "uri", "passwordFile", "rtspTransport", "allowLinkLocal"));

    @Override
    public List<CameraSpec> read() throws IOException {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(Path.of(path)));
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null
                    ? "?"
                    : String.valueOf(e.getLocation().getLineNr());
            throw new IOException("cameras: " + path + " line " + line + " is no YAML (expected: a list of cameras)");
        } catch (IOException e) {
            throw new IOException("cameras: " + path + " (expected: a readable YAML file)");
        }
        JsonNode list = root.isObject() ? root.path("cameras") : root;
        // an empty file is one that is just being written
        if (!list.isArray()) {
            throw new IOException("cameras: " + path + " holds no list (expected: - id: ... uri: ... for each, or [])");
        }
        List<String> problems = new ArrayList<>();
        List<CameraSpec> cameras = cameras(list, "cameras", problems);
        if (!problems.isEmpty()) {
            throw new IOException(problems.get(0).replace('\n', ' '));
        }
        return cameras;
    }

    /**
     * The cameras of a list.
     *
     * @param label where it stands, for what is said of it
     * @param problems what is wrong is added, a line each
     */
    public static List<CameraSpec> cameras(JsonNode list, String label, List<String> problems) {
        List<CameraSpec> cameras = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode node : list) {
            try {
                CameraSpec camera = camera(node);
                if (!ids.add(camera.id())) {
                    throw new IllegalArgumentException(
                            camera.id() + " stands twice (expected: an id of its own for each camera)");
                }
                cameras.add(camera);
            } catch (IllegalArgumentException e) {
                problems.add(label + ": " + e.getMessage());
            }
        }
        return cameras;
    }

    private static CameraSpec camera(JsonNode node) {
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(key + " (expected: one of " + String.join(", ", KEYS) + ")");
            }
        }
        String uri = node.path("uri").asText("");
        CameraSpec camera =
                CameraSpec.parse(node.hasNonNull("id") ? node.get("id").asText() + "=" + uri : uri);
        CameraOptions options =
                camera.options().withAllowLinkLocal(node.path("allowLinkLocal").asBoolean(false));
        if (node.hasNonNull("rtspTransport")) {
            options = options.withRtspTransport(
                    transport(node.get("rtspTransport").asText()));
        }
        return camera.withOptions(options)
                .withPasswordFile(node.path("passwordFile").asText(""));
    }

    private static RtspTransport transport(String name) {
        try {
            return RtspTransport.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rtspTransport: " + name + " (expected: tcp or udp)");
        }
    }
}
