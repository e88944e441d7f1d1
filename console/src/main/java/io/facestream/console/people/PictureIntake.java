package io.facestream.console.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.console.http.Upload;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.Enrolment;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.EnrolmentWarning;
import io.facestream.facebank.enrolment.PictureResult;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at pictures that were handed in, before they count: they lie in a folder of their own meanwhile, under names made here. A model is
 * opened with its first picture. One caller at a time.
 */
final class PictureIntake implements AutoCloseable {
    /** Begins the name of a folder in which pictures wait; scans of a facebank's folder leave hidden files out. */
    static final String WAITING = ".waiting-";

    private static final int NAME_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Device device;
    private final Map<String, Enroller> enrollers = new HashMap<>();
    private @Nullable Path cache;

    PictureIntake(Device device) {
        this.device = device;
    }

    /**
     * Pictures that were looked at, and still lie where they wait until this is closed.
     *
     * @param folder the person's, to be moved as a whole or in part
     * @param files by file name, what the sender called each
     */
    record Checked(Path folder, Enrolment enrolment, Map<String, Upload.File> files) implements AutoCloseable {
        /** Names of the files that were taken. */
        List<String> taken() {
            return enrolment.report().pictures().stream()
                    .filter(PictureResult::taken)
                    .map(PictureResult::picture)
                    .toList();
        }

        List<FacebankRecord> records() {
            return enrolment.facebank().records();
        }

        /** What became of them, as the sender knows them. */
        Intake intake(@Nullable String personId) {
            Map<String, PictureResult> results = new LinkedHashMap<>();
            enrolment.report().pictures().forEach(result -> results.put(result.picture(), result));
            List<Intake.Picture> pictures = new ArrayList<>();
            files.forEach((name, file) -> {
                PictureResult result = Objects.requireNonNull(results.get(name), name);
                pictures.add(new Intake.Picture(file.name(), result.verdict().name(), asSent(result.detail())));
            });
            List<String> warnings = enrolment.report().warnings().stream()
                    .map(EnrolmentWarning::detail)
                    .map(this::asSent)
                    .toList();
            return new Intake(personId, taken().size(), pictures, warnings);
        }

        private String asSent(String text) {
            String told = text;
            for (Map.Entry<String, Upload.File> file : files.entrySet()) {
                told = told.replace(file.getKey(), file.getValue().name());
            }
            return told;
        }

        @Override
        public void close() throws IOException {
            delete(Objects.requireNonNull(folder.getParent()));
        }
    }

    /**
     * Looks at pictures.
     *
     * @param place folder below which they wait, on the file system that they are to be moved on
     * @param person name of the person's folder
     * @param data of {@code person.json}
     * @param by the model with which to look
     * @param beside who is there already, of the same model
     */
    Checked check(Path place, String person, JsonNode data, List<Upload.File> pictures, ModelPack by, Facebank beside)
            throws IOException {
        Path waiting = Files.createTempDirectory(place, WAITING, ownerOnly(place, "rwx------"));
        try {
            Path folder = Files.createDirectory(waiting.resolve(person), ownerOnly(place, "rwx------"));
            Files.write(folder.resolve("person.json"), new ObjectMapper().writeValueAsBytes(data));
            Map<String, Upload.File> files = new LinkedHashMap<>();
            for (Upload.File picture : pictures) {
                String name = made() + ending(picture.bytes());
                Files.write(Files.createFile(folder.resolve(name), ownerOnly(place, "rw-------")), picture.bytes());
                files.put(name, picture);
            }
            return new Checked(folder, enroller(by).enrollBeside(waiting, beside), files);
        } catch (IOException | RuntimeException e) {
            delete(waiting);
            throw e;
        } finally {
            forget();
        }
    }

    /** What another model makes of the same pictures. */
    List<FacebankRecord> records(Checked checked, ModelPack by) throws IOException {
        Path waiting = Objects.requireNonNull(checked.folder().getParent());
        try {
            return enroller(by).enroll(waiting).facebank().records();
        } finally {
            forget();
        }
    }

    /** The cache also holds templates of pictures that were refused. */
    private void forget() throws IOException {
        if (cache != null) {
            deleteBelow(cache);
        }
    }

    private Enroller enroller(ModelPack by) throws IOException {
        String modelId = by.embedding().card().sha256();
        Enroller open = enrollers.get(modelId);
        if (open != null) {
            return open;
        }
        Path home = cache;
        if (home == null) {
            home = Files.createTempDirectory("facestream-intake");
            cache = home;
        }
        Enroller opened = Enroller.open(by, device, EnrolmentOptions.defaults().withThreads(2), home);
        enrollers.put(modelId, opened);
        return opened;
    }

    /** A name that nobody has. */
    static String made() {
        byte[] bytes = new byte[NAME_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** By its first bytes; what is no picture is refused when it is read, whatever it is called. */
    private static String ending(byte[] bytes) {
        if (bytes.length > 3 && bytes[0] == (byte) 0x89 && bytes[1] == 'P' && bytes[2] == 'N') {
            return ".png";
        }
        return bytes.length > 11 && bytes[0] == 'R' && bytes[8] == 'W' && bytes[9] == 'E' ? ".webp" : ".jpg";
    }

    static FileAttribute<?>[] ownerOnly(Path place, String permissions) {
        boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Deletes a folder with everything in it, following no link. */
    static void delete(Path folder) throws IOException {
        deleteBelow(folder);
        Files.deleteIfExists(folder);
    }

    private static void deleteBelow(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void close() {
        enrollers.values().forEach(Enroller::close);
        if (cache != null) {
            try {
                delete(cache);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
