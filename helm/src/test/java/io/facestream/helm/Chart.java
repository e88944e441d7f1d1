package io.facestream.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Renders the chart as {@code helm template} does, without a cluster. */
final class Chart {
    static final Path ROOT = Path.of(System.getProperty("facestream.root", ".."));
    static final Path FOLDER = ROOT.resolve("helm/facestream");
    static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().configure(YAMLParser.Feature.EMPTY_STRING_AS_NULL, false));

    /** What nobody can guess: without these no rendering is complete. */
    private static final String NEEDED = """
            checkOperator: false
            kafka: {bootstrapServers: "kafka:9092"}
            facebankKey: {existingSecret: the-key}
            console: {existingSecret: the-tokens}
            """;

    /** Helm's template leaves hooks out when it is called from Java: here they are documents like all others, under {@link #HOOK}. */
    private static final Path WITH_HOOKS = copyWithHooks();

    static final String HOOK = "shown/hook";

    private Chart() {}

    private static Path copyWithHooks() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            Path copy = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "chart-with-hooks");
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace("helm.sh/hook", HOOK));
            }
            return copy.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that can be switched on, with what it needs. */
    static ObjectNode everything() {
        return merged(NEEDED, """
                images: {pullSecrets: [registry]}
                crops: {enabled: true}
                console: {ingress: {enabled: true, host: faces.example}, tls: {existingSecret: the-keystore}}
                loader: {enabled: true, schedule: "0 3 * * *", existingClaim: pictures}
                training: {enabled: true, existingClaim: data, config: "pictures: /data/pictures"}
                cameraPasswords: {existingSecret: the-passwords}
                gateways:
                  - name: entrance
                    cameras:
                      - {id: door, uri: "rtsp://viewer@10.0.0.7/stream1", passwordKey: door-password, rtspTransport: tcp}
                      - {id: hall, uri: "https://cameras.example:8443/hall.mjpeg?size=1"}
                  - {name: yard, maxFps: 0, maxHeight: 720, cameras: [{id: yard, uri: "rtsp://10.0.0.9/s"}]}
                autoscaler: {enabled: true}
                monitoring: {podMonitor: {enabled: true}, rules: {enabled: true}, dashboards: {enabled: true}}
                """);
    }

    /** The chart's defaults, with what it needs. */
    static ObjectNode least() {
        return merged(NEEDED);
    }

    /** Values as files would give them, the later ones first. */
    static ObjectNode merged(String... values) {
        ObjectNode all = YAML.createObjectNode();
        for (String text : values) {
            try {
                merge(all, (ObjectNode) YAML.readTree(text));
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }
        return all;
    }

    static ObjectNode with(ObjectNode values, String more) {
        return merged(values.toString(), more);
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(entry -> {
            if (into.get(entry.getKey()) instanceof ObjectNode there && entry.getValue() instanceof ObjectNode more) {
                merge(there, more);
            } else {
                into.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
    }

    /** @throws IllegalStateException with Helm's message when it refuses the values */
    static String text(ObjectNode values, Path... files) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values.toString());
                TemplateCommand template = new Helm(WITH_HOOKS)
                        .template()
                        .withName("gate")
                        .withNamespace("faces")
                        .withKubeVersion("1.31.0");
                Stream.of(files).forEach(template::withValuesFile);
                return template.withValuesFile(file).call();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> documents(String text) {
        List<JsonNode> documents = new ArrayList<>();
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (values.hasNextValue()) {
                JsonNode document = values.nextValue();
                if (document != null && document.isObject() && !document.isEmpty()) {
                    documents.add(document);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
        return documents;
    }

    static List<JsonNode> render(ObjectNode values, Path... files) {
        return documents(text(values, files));
    }

    static Map<String, JsonNode> byName(List<JsonNode> documents) {
        Map<String, JsonNode> named = new TreeMap<>();
        documents.forEach(document -> {
            String name = document.path("kind").asText() + "/"
                    + document.at("/metadata/name").asText();
            if (named.put(name, document) != null) {
                throw new IllegalStateException(name + ": rendered twice");
            }
        });
        return named;
    }
}
