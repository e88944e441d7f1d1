package io.facestream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.facestream.ingest.camera.CameraOptions;
import io.facestream.ingest.camera.CameraOptions.RtspTransport;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.run.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of a run as a YAML file: {@code cameras} with {@code id}, {@code uri}, {@code passwordFile}, {@code rtspTransport} and
 * {@code allowLinkLocal}, and the keys of {@link JobOptions}.
 */
record RunConfigFile(List<CameraSpec> cameras, Configuration configuration) {
    private static final Set<String> CAMERA_KEYS =
            new TreeSet<>(Set.of("id", "uri", "passwordFile", "rtspTransport", "allowLinkLocal"));

    static RunConfigFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("config: " + file + " (expected: a YAML file)");
        }
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("config: " + file + " line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                    + " is no YAML (expected: key: value lines)");
        }
        Set<String> keys =
                JobOptions.all().stream().map(option -> option.key()).collect(Collectors.toCollection(TreeSet::new));
        List<CameraSpec> cameras = new ArrayList<>();
        Configuration configuration = new Configuration();
        List<String> problems = new ArrayList<>();
        root.properties().forEach(entry -> {
            if (entry.getKey().equals("cameras")) {
                entry.getValue().forEach(camera -> cameras.add(camera(camera, problems)));
            } else if (keys.contains(entry.getKey()) || entry.getKey().startsWith(JobOptions.KAFKA)) {
                configuration.setString(entry.getKey(), text(entry.getValue()));
            } else {
                problems.add("config: " + entry.getKey() + " (expected: cameras, kafka.* or one of "
                        + String.join(", ", keys) + ")");
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new RunConfigFile(cameras, configuration);
    }

    private static CameraSpec camera(JsonNode camera, List<String> problems) {
        camera.fieldNames().forEachRemaining(key -> {
            if (!CAMERA_KEYS.contains(key)) {
                problems.add("config: cameras: " + key + " (expected: one of " + String.join(", ", CAMERA_KEYS) + ")");
            }
        });
        String uri = camera.path("uri").asText("");
        CameraSpec spec =
                CameraSpec.parse(camera.hasNonNull("id") ? camera.get("id").asText() + "=" + uri : uri);
        CameraOptions options =
                spec.options().withAllowLinkLocal(camera.path("allowLinkLocal").asBoolean(false));
        if (camera.hasNonNull("rtspTransport")) {
            options = options.withRtspTransport(
                    RtspTransport.valueOf(camera.get("rtspTransport").asText().toUpperCase(Locale.ROOT)));
        }
        return spec.withOptions(options)
                .withPasswordFile(camera.path("passwordFile").asText(""));
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asText()));
        return String.join(";", items);
    }
}
