package io.facestream.facebank.enrolment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.facebank.FacebankException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The values by which running jobs decide, as they stand in a facebank's folder: {@code settings.json}, such as
 * {@code {"fpir": 0.001}}. They go before each job's own.
 *
 * @param fpir target rate of strangers' passages that get a name; NaN for the job's own
 * @param margin least distance of a name's score to the runner-up's; NaN for the job's own
 * @param model SHA-256 of the embedding model in force; empty for the job's own
 */
public record FolderSettings(double fpir, double margin, String model) {
    /** Its name in the folder. */
    public static final String FILE = "settings.json";

    /** Each job's own values hold. */
    public static final FolderSettings NONE = new FolderSettings(Double.NaN, Double.NaN);

    private static final int MOST_BYTES = 4096;
    private static final Set<String> NAMES = Set.of("fpir", "margin", "model");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final ObjectMapper JSON = new ObjectMapper();

    public FolderSettings {
        require(Double.isNaN(fpir) || (fpir > 0 && fpir < 1), "fpir", fpir, "between 0 and 1, such as 0.01");
        require(
                Double.isNaN(margin) || (margin >= 0 && margin <= 1),
                "margin",
                margin,
                "between 0 and 1, such as 0.05");
        if (!model.isEmpty() && !SHA256.matcher(model).matches()) {
            throw new FacebankException(
                    "model: " + model + " (expected: the SHA-256 of a model, 64 hexadecimal digits)");
        }
    }

    /** Values by which jobs decide, with each job's own model. */
    public FolderSettings(double fpir, double margin) {
        this(fpir, margin, "");
    }

    private static void require(boolean holds, String name, double value, String expected) {
        if (!holds) {
            throw new FacebankException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    /**
     * What stands in the folder; {@link #NONE} where there is no such file.
     *
     * @throws FacebankException if the file cannot be understood
     */
    public static FolderSettings read(Path folder) {
        Path file = folder.resolve(FILE);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new FacebankException("more than " + MOST_BYTES + " bytes (expected: at most that)");
            }
            return parse(JSON.readTree(bytes));
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException e) {
            throw new FacebankException(file + ": cannot be read (expected: JSON such as {\"fpir\": 0.01})", e);
        } catch (FacebankException e) {
            throw new FacebankException(file + ": " + e.getMessage(), e);
        }
    }

    private static FolderSettings parse(JsonNode node) {
        if (!node.isObject()) {
            throw new FacebankException("no fields (expected: some of fpir, margin, model)");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!NAMES.contains(name)) {
                throw new FacebankException(name + " (expected: some of fpir, margin, model)");
            }
        }
        return new FolderSettings(
                number(node, "fpir"), number(node, "margin"), node.path("model").asText(""));
    }

    private static double number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Double.NaN;
        }
        if (!value.isNumber()) {
            throw new FacebankException(name + ": not a number (expected: between 0 and 1)");
        }
        return value.asDouble();
    }

    /**
     * Puts the values into the folder at once, so that nobody reads half of them; {@link #NONE} takes the file away.
     *
     * @throws FacebankException if the folder cannot be written
     */
    public void write(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (equals(NONE)) {
                Files.deleteIfExists(file);
                return;
            }
            ObjectNode node = JSON.createObjectNode();
            if (!Double.isNaN(fpir)) {
                node.put("fpir", fpir);
            }
            if (!Double.isNaN(margin)) {
                node.put("margin", margin);
            }
            if (!model.isEmpty()) {
                node.put("model", model);
            }
            Path temporary =
                    folder.resolve(".settings-" + UUID.randomUUID()); // hidden, and readable as others there are
            Files.writeString(temporary, node + "\n", StandardOpenOption.CREATE_NEW);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FacebankException(file + ": cannot be written (expected: a folder that can be)", e);
        }
    }
}
