package io.facestream.facebank.enrolment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.enrolment.PictureFinding.Measured;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.quality.FaceQuality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what pictures gave, a file a picture, so that none is analysed twice. Its folder is readable by its owner only. A damaged
 * file is as good as none; a store that cannot be written costs time and nothing else. Thread-safe.
 */
final class FindingStore {
    private static final Logger LOG = LoggerFactory.getLogger(FindingStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".finding";

    private final Path folder;
    private final String analysis;
    private volatile Set<String> tidiedTo = Set.of();

    /** @param analysis names everything but the picture that a finding depends on */
    private FindingStore(Path folder, String analysis) {
        this.folder = folder;
        this.analysis = analysis;
    }

    static FindingStore open(Path folder, String analysis) {
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new FacebankException(
                    "enrolment cache: " + folder + ": " + e + " (expected: a folder that can be written)", e);
        }
        return new FindingStore(folder, analysis);
    }

    Optional<PictureFinding> find(String pictureSha256) {
        Path file = file(pictureSha256);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(JSON.readTree(Files.readAllBytes(file))));
        } catch (IOException | RuntimeException e) {
            LOG.warn("enrolment cache: a kept finding is damaged and made anew: {}", file.getFileName());
            return Optional.empty();
        }
    }

    void keep(String pictureSha256, PictureFinding finding) {
        Path file = file(pictureSha256);
        try {
            Path temporary = Files.createTempFile(folder, pictureSha256.substring(0, 8), ".tmp");
            Files.write(temporary, JSON.writeValueAsBytes(json(finding)));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("enrolment cache: {} cannot be written: {}", file, e.toString());
        }
    }

    /** Forgets all other pictures, of whatever analysis. */
    void keepOnly(Set<String> picturesSha256) {
        if (!tidiedTo.isEmpty() && picturesSha256.containsAll(tidiedTo)) {
            tidiedTo = Set.copyOf(picturesSha256);
            return; // nothing has left since the last time
        }
        tidiedTo = Set.copyOf(picturesSha256);
        Set<Path> gone = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            gone.addAll(files.filter(file -> isGone(file, picturesSha256)).collect(Collectors.toSet()));
            for (Path file : gone) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("enrolment cache: {} cannot be tidied: {}", folder, e.toString());
        }
    }

    private static boolean isGone(Path file, Set<String> picturesSha256) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(ENDING) && !picturesSha256.contains(name.substring(0, name.indexOf('-')));
    }

    private Path file(String pictureSha256) {
        return folder.resolve(pictureSha256 + "-" + analysis.substring(0, 16) + ENDING);
    }

    private ObjectNode json(PictureFinding finding) {
        ObjectNode node = JSON.createObjectNode().put("analysis", analysis);
        if (finding instanceof Refused refused) {
            return node.put("verdict", refused.verdict().name()).put("detail", refused.detail());
        }
        Measured measured = (Measured) finding;
        float[] unit = measured.embedding().unit();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * unit.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(unit);
        node.put("unit", bytes.array()).put("norm", measured.embedding().norm());
        node.set("quality", JSON.valueToTree(measured.quality()));
        return node;
    }

    private PictureFinding parse(JsonNode node) throws IOException {
        if (!node.path("analysis").asText().equals(analysis)) {
            throw new IOException("of another analysis");
        }
        if (node.has("verdict")) {
            return new Refused(
                    PictureVerdict.valueOf(node.path("verdict").asText()),
                    node.path("detail").asText());
        }
        ByteBuffer bytes = ByteBuffer.wrap(node.required("unit").binaryValue()).order(ByteOrder.LITTLE_ENDIAN);
        float[] unit = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(unit);
        FaceQuality quality = JSON.treeToValue(node.required("quality"), FaceQuality.class);
        return new Measured(new Embedding(unit, (float) node.required("norm").asDouble()), quality);
    }
}
