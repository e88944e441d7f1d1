package io.facestream.facebank.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.facebank.FacebankException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for a person's id in files. */
public final class Traces {
    /** Marks the folder of a savepoint or checkpoint. */
    private static final String METADATA = "_metadata";

    private static final Set<String> VIDEOS = Set.of("mp4", "mkv", "avi", "mov", "webm");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String personId;

    /** @param personId opaque, as events and state name the person */
    public Traces(String personId) {
        this.personId = personId;
    }

    /** Savepoints and checkpoints below a folder whose files hold the id. */
    public List<Trace> inSavepoints(Path folder) {
        Map<Path, TreeSet<Instant>> found = new TreeMap<>();
        for (Path file : filesBelow(folder, "--savepoints")) {
            if (holdsId(file)) {
                found.computeIfAbsent(savepointOf(file, folder), any -> new TreeSet<>())
                        .add(modified(file));
            }
        }
        List<Trace> traces = new ArrayList<>();
        found.forEach((savepoint, times) -> traces.add(new Trace(
                savepoint.toString(),
                "state that names " + personId + ", the latest of " + times.last(),
                "rm -r " + quoted(savepoint))));
        return traces;
    }

    private static Path savepointOf(Path file, Path folder) {
        Path at = file.getParent();
        while (at != null && !at.equals(folder)) {
            if (Files.exists(at.resolve(METADATA))) {
                return at;
            }
            at = at.getParent();
        }
        // The shared files of incremental checkpoints lie beside those that use them: they go together.
        Path inside = folder.relativize(file).getName(0);
        boolean whole =
                Files.exists(folder.resolve(METADATA)) || folder.resolve(inside).equals(file);
        return whole ? folder : folder.resolve(inside);
    }

    /** Lines of an events file that hold the id; of a folder, all {@code *.jsonl} files below it. */
    public List<Trace> inEventFiles(Path fileOrFolder) {
        List<Path> files = Files.isRegularFile(fileOrFolder)
                ? List.of(fileOrFolder)
                : filesBelow(fileOrFolder, "--events").stream()
                        .filter(file -> file.toString().endsWith(".jsonl"))
                        .toList();
        List<Trace> traces = new ArrayList<>();
        for (Path file : files) {
            List<String> naming = linesWithId(file);
            long entries = naming.stream().filter(Trace::isOfTheLogOfUse).count();
            long lines = naming.size() - entries;
            if (entries > 0) {
                traces.add(Trace.ofTheLogOfUse(file.toString(), entries, personId));
            } else if (lines > 0) {
                traces.add(new Trace(
                        file.toString(),
                        lines + " events that name " + personId,
                        "sed -i /" + personId + "/d " + quoted(file)));
            }
        }
        return traces;
    }

    /**
     * Videos on which the person may be named: a recording's events lie beside it, and tell. Of a video without events beside it nobody can
     * tell.
     */
    public List<Trace> inVideos(Path folder) {
        List<Trace> traces = new ArrayList<>();
        Map<Path, Map<String, Integer>> camerasOf = new TreeMap<>();
        for (Path file : filesBelow(folder, "--videos")) {
            if (!isVideo(file)) {
                continue;
            }
            Path beside = java.util.Objects.requireNonNull(file.getParent(), "parent");
            Path events = beside.resolve("events.jsonl");
            if (!Files.exists(events)) {
                traces.add(new Trace(
                        file.toString(), "no events.jsonl beside it says who is on it", "rm " + quoted(file)));
                continue;
            }
            Map<String, Integer> cameras = camerasOf.computeIfAbsent(beside, any -> cameras(events));
            cameras.forEach((camera, count) -> {
                if (file.getFileName().toString().startsWith(camera + ".")) {
                    traces.add(new Trace(
                            file.toString(), count + " events name " + personId + " on it", "rm " + quoted(file)));
                }
            });
        }
        return traces;
    }

    private Map<String, Integer> cameras(Path events) {
        Map<String, Integer> cameras = new TreeMap<>();
        for (String line : linesWithId(events)) {
            try {
                JsonNode event = JSON.readTree(line);
                cameras.merge(event.path("cameraId").asText(), 1, Integer::sum);
            } catch (IOException e) {
                // The end of a file that is being written.
                cameras.merge("", 1, Integer::sum);
            }
        }
        return cameras;
    }

    private List<String> linesWithId(Path file) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains(personId)) {
                    lines.add(line);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new FacebankException(file + ": " + e + " (expected: a readable file)", e);
        }
    }

    private boolean holdsId(Path file) {
        byte[] id = personId.getBytes(UTF_8);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            int matched = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                // The id's first character does not occur again in it: a failed match need not look back.
                matched = next == id[matched] ? matched + 1 : next == id[0] ? 1 : 0;
                if (matched == id.length) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new FacebankException(file + ": " + e + " (expected: a readable file)", e);
        }
    }

    private static List<Path> filesBelow(Path folder, String option) {
        if (!Files.isDirectory(folder)) {
            throw new FacebankException(option + ": " + folder + " (expected: a folder)");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new FacebankException(option + ": " + folder + ": " + e + " (expected: a readable folder)", e);
        }
    }

    private static boolean isVideo(Path file) {
        String name = file.getFileName().toString();
        return VIDEOS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** As a shell takes it. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9/._=+:,@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
