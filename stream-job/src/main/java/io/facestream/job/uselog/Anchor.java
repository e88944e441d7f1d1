package io.facestream.job.uselog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The end of a chain as somebody has kept it elsewhere: without it nobody can tell whether the chain's end was cut off, or the whole chain
 * made anew.
 */
public record Anchor(ChainName chain, long sequence, String hash) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the anchors of a log, one a line. */
    public static Map<ChainName, Anchor> read(Path file) throws IOException {
        Map<ChainName, Anchor> anchors = new TreeMap<>();
        int line = 0;
        for (String text : Files.readAllLines(file)) {
            line++;
            try {
                JsonNode json = JSON.readTree(text);
                ChainName chain = new ChainName(
                        json.required("run").asText(), json.required("cameraId").asText());
                anchors.put(
                        chain,
                        new Anchor(
                                chain,
                                json.required("sequence").asLong(),
                                json.required("hash").asText()));
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException(
                        "anchor: " + file + " line " + line
                                + " (expected: a line that `./facestream use-log verify --write-anchor` wrote)",
                        e);
            }
        }
        return anchors;
    }

    /** Writes anchors, one a line. */
    public static void write(Path file, Collection<Anchor> anchors) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Anchor anchor : anchors) {
            ObjectNode json = JSON.createObjectNode()
                    .put("run", anchor.chain().run())
                    .put("cameraId", anchor.chain().cameraId())
                    .put("sequence", anchor.sequence())
                    .put("hash", anchor.hash());
            lines.add(json.toString());
        }
        Files.write(file, lines);
    }
}
