package io.facestream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.run.CamerasFile;
import io.facestream.job.run.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of a run as a YAML file: {@code cameras} with {@code id}, {@code uri}, {@code passwordFile}, {@code rtspTransport} and
 * {@code allowLinkLocal}, and the keys of {@link JobOptions}.
 */
public record RunConfigFile(List<CameraSpec> cameras, Configuration configuration) {
    /** Reads the file; an {@link IllegalArgumentException} lists every problem. */
    public static RunConfigFile read(Path file) throws IOException {
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
                cameras.addAll(CamerasFile.cameras(entry.getValue(), "config: cameras", problems));
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

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asText()));
        return String.join(";", items);
    }
}
